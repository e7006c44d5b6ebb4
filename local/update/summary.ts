import { nameOf, type Plan, type Step, typeOf } from "./plan";

export type Action = "create" | "update" | "replace" | "delete";

export type Change = {
  readonly action: Action;
  readonly type: string;
  readonly name: string;
  /** The inputs that made it necessary; their values may be secret and stay out. */
  readonly inputs: readonly string[];
};

/** What an update did, or would do, by name. */
export type Summary = {
  readonly preview: boolean;
  readonly changes: readonly Change[];
  readonly unchanged: readonly { readonly type: string; readonly name: string }[];
};

const actions: Readonly<Record<Exclude<Step["_tag"], "Same">, Action>> = {
  Create: "create",
  Update: "update",
  Replace: "replace",
  Delete: "delete",
};

export const summaryOf = (plan: Plan, preview: boolean): Summary => ({
  preview,
  changes: plan.flatMap((step) => {
    if (step._tag === "Same") return [];
    const inputs = step._tag === "Update" || step._tag === "Replace" ? step.wanted.changed : [];
    return [{ action: actions[step._tag], type: typeOf(step), name: nameOf(step), inputs }];
  }),
  unchanged: plan.filter((step) => step._tag === "Same").map((step) => ({ type: typeOf(step), name: nameOf(step) })),
});
