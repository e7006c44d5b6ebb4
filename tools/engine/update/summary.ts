import { removalsIn, removalText } from "./removals";

export type Action = "create" | "update" | "replace" | "delete";

type Change = {
  readonly action: Action;
  readonly type: string;
  readonly name: string;
  /** The inputs that made it necessary. */
  readonly inputs: readonly string[];
  /** Of a preview: their old and new values, a line each. */
  readonly values?: readonly string[];
};

/** What an update did, or would do, by name. */
export type Summary = {
  readonly preview: boolean;
  /** The other checkout whose code was run. */
  readonly folder?: string | undefined;
  /** Keys of the config that hold by an earlier update's --config, and not by the stack's file. */
  readonly kept?: readonly string[];
  readonly changes: readonly Change[];
  readonly unchanged: readonly { readonly type: string; readonly name: string }[];
};

const signs: Readonly<Record<Action, string>> = { create: "+", update: "~", replace: "+-", delete: "-" };

const words: readonly (readonly [Action, string])[] = [
  ["create", "created"],
  ["update", "updated"],
  ["replace", "replaced"],
  ["delete", "deleted"],
];

/** `aws:lambda/function:Function` as `lambda Function`. */
export const shortType = (type: string): string => {
  const [, module = "", kind = ""] = type.split(":");
  return `${module.split("/")[0]} ${kind}`;
};

const row = ({ action, type, name, inputs, values = [] }: Change): string => {
  const why = inputs.length === 0 || values.length > 0 ? "" : `  [${inputs.join(", ")}]`;
  const line =
    `  ${signs[action].padEnd(2)} ${action.padEnd(7)}  ${shortType(type).padEnd(28)} ${name}${why}`.trimEnd();
  return [line, ...values].join("\n");
};

/** How many of each, in one line: what has changed, and how much is as it was. */
export const countsText = ({
  changes,
  unchanged,
}: {
  readonly changes: readonly { readonly action: Action }[];
  readonly unchanged: readonly unknown[];
}): string => {
  const counted = words.map(([action, word]) => [changes.filter((one) => one.action === action).length, word] as const);
  return [...counted.filter(([count]) => count > 0), [unchanged.length, "unchanged"] as const]
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
};

/** What an update did, resource by resource, and in total. */
export const summaryText = (summary: Summary): string => {
  const { changes, unchanged, preview, folder, kept = [] } = summary;
  const code = folder === undefined ? "" : ` The code was that of ${folder}.`;
  const over =
    kept.length === 0 ? [] : [`Kept from an earlier --config: ${kept.join(", ")} (--reset-config forgets that).`];
  if (changes.length === 0)
    return [`Nothing to change: all ${unchanged.length} resources are as declared.${code}`, ...over].join("\n");
  const counts = countsText(summary);
  const total = (preview ? `It would be: ${counts}. Nothing was changed.` : `Done: ${counts}.`) + code;
  const removals = preview ? removalsIn(changes) : [];
  return [...changes.map(row), "", ...(removals.length === 0 ? [] : [removalText(removals), ""]), total, ...over].join(
    "\n",
  );
};
