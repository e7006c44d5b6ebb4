import type { RegisteredResource } from "../program/deployment";
import { ruleOf } from "../resources/resource-rules";
import { differences } from "./differences";
import type { Deployed, DeployedResources, Rehearsed } from "./rehearsal";
import { isRemoval } from "./removals";
import type { Action, Summary } from "./summary";

/** A declared resource, and what is to be done about it. */
export type Step = Rehearsed & {
  readonly registered: RegisteredResource;
  readonly action: Exclude<Action, "delete"> | "leave";
};

/** `keep`: only the record goes. */
type Deletion = { readonly before: Deployed; readonly keep: boolean };

export type Plan = {
  /** In the order of the program. */
  readonly steps: readonly Step[];
  /** What is declared no more, dependents first. */
  readonly deletions: readonly Deletion[];
};

const actionOn = (type: string, { before, changed }: Rehearsed): Step["action"] => {
  if (before === undefined) return "create";
  if (changed.length === 0) return "leave";
  const { replaceOn } = ruleOf(type);
  return replaceOn === "all" || changed.some((name) => replaceOn.includes(name)) ? "replace" : "update";
};

/** Decides what a run of the program means for what is deployed. */
export const makePlan = (
  registered: readonly RegisteredResource[],
  rehearsed: ReadonlyMap<string, Rehearsed>,
  deployed: DeployedResources,
): Plan => {
  const steps = registered.flatMap((resource) => {
    const wanted = rehearsed.get(resource.urn);
    return wanted === undefined ? [] : [{ ...wanted, registered: resource, action: actionOn(resource.type, wanted) }];
  });
  const declared = new Set(steps.map((step) => step.registered.urn));
  const gone = [...deployed.values()].filter(({ urn }) => !declared.has(urn)).reverse();
  return { steps, deletions: gone.map((before) => ({ before, keep: before.retainOnDelete })) };
};

const label = ({ name, type }: { readonly name: string; readonly type: string }): string => `${name} (${type})`;

const isGuardedTable = ({ type, inputs }: Deployed): boolean =>
  type === "aws:dynamodb/table:Table" && inputs.deletionProtectionEnabled === true;

const removalFaults = (before: Deployed, what: "replaced" | "deleted"): readonly string[] => {
  // Of these a person is asked by name, protected or not.
  if (isRemoval({ type: before.type, action: what === "deleted" ? "delete" : "replace" })) return [];
  if (before.protect) return [`${label(before)} is protected: it cannot be ${what} before protect is taken off it`];
  if (isGuardedTable(before))
    return [`${label(before)} has deletion protection: it cannot be ${what} before that is off`];
  return [];
};

const removals = ({ steps, deletions }: Plan): readonly string[] => [
  ...steps.flatMap(({ before, action }) =>
    before !== undefined && action === "replace" ? removalFaults(before, "replaced") : [],
  ),
  ...deletions.flatMap(({ before, keep }) => (keep ? [] : removalFaults(before, "deleted"))),
];

/** A new resource in the place of one that is only removed later would be removed with it. */
const collisions = ({ steps, deletions }: Plan): readonly string[] =>
  steps.flatMap(({ registered, action, foreseen }) => {
    const rival = deletions.find(
      ({ before, keep }) => !keep && before.type === registered.type && before.created.id === foreseen.id,
    );
    return action === "create" && rival !== undefined
      ? [`${label(registered)} has the name that ${rival.before.name} still has: delete that in an update of its own`]
      : [];
  });

/** A rehearsal cannot know the ids that a service makes up of what is to be made. */
const prematureUses = ({ steps }: Plan): readonly string[] =>
  steps
    .filter(({ action, registered }) => /create|replace/.test(action) && ruleOf(registered.type).idIsMadeUp)
    .flatMap((maker) =>
      steps
        .filter((step) => step !== maker && JSON.stringify(step.inputs).includes(maker.foreseen.id))
        .map(
          ({ registered }) =>
            `${label(registered)} needs the id of ${maker.registered.name}, which is not known before that is made`,
        ),
    );

/** Why a plan cannot be carried out, all reasons at once; empty when it can. */
export const planFaults = (plan: Plan): readonly string[] => [
  ...removals(plan),
  ...collisions(plan),
  ...prematureUses(plan),
];

/** What the program has marked as secret, and what always is. */
const secretOf =
  ({ secretInputs }: Pick<RegisteredResource, "secretInputs">) =>
  (name: string): boolean =>
    ["secretString", "value"].includes(name) ||
    secretInputs.some((path) => path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`));

const valuesOf = ({ registered, before, inputs, changed }: Step): readonly string[] =>
  changed.flatMap((name) => differences(name, before?.inputs[name], inputs[name], secretOf(registered)));

export const summaryOf = ({ steps, deletions }: Plan, preview: boolean, kept: readonly string[] = []): Summary => ({
  preview,
  ...(kept.length === 0 ? {} : { kept }),
  changes: [
    ...steps.flatMap((step) => {
      const { action, changed, registered } = step;
      const change = { type: registered.type, name: registered.name, inputs: changed };
      return action === "leave" ? [] : [{ action, ...change, ...(preview ? { values: valuesOf(step) } : {}) }];
    }),
    ...deletions.map(({ before: { type, name } }) => ({ action: "delete" as const, type, name, inputs: [] })),
  ],
  unchanged: steps.flatMap(({ action, registered: { type, name } }) => (action === "leave" ? [{ type, name }] : [])),
});
