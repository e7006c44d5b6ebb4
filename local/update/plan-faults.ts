import type { RegisteredResource } from "../engine/registered-resource";
import { ruleOf } from "../resources/rule-of";
import type { DeployedResource } from "./deployed-resource";
import type { Plan, Step } from "./plan";

const label = ({ name, type }: { readonly name: string; readonly type: string }): string => `${name} (${type})`;

const isPlainName = (path: string): boolean => /^[A-Za-z_]\w*$/.test(path);

const unsupported = (resource: RegisteredResource): readonly string[] => [
  ...(resource.aliases.length > 0 && !resource.custom ? ["aliases of a component are not supported"] : []),
  ...(resource.importId === "" ? [] : ["import is not supported"]),
  ...[...resource.ignoreChanges.map((path) => ["ignoreChanges", path] as const)]
    .filter(([, path]) => !isPlainName(path) || path === "code")
    .map(([option, path]) => `${option} of ${path} is not supported, only of whole inputs other than code`),
  ...resource.replaceOnChanges
    .filter((path) => !isPlainName(path))
    .map((path) => `replaceOnChanges of ${path} is not supported, only of whole inputs`),
];

const isGuardedTable = ({ type, inputs }: DeployedResource): boolean =>
  type === "aws:dynamodb/table:Table" && inputs.deletionProtectionEnabled === true;

const removalFaults = (before: DeployedResource, what: string): readonly string[] => {
  if (before.protect) return [`${label(before)} is protected: it cannot be ${what} before protect is taken off it`];
  if (isGuardedTable(before))
    return [`${label(before)} has deletion protection: it cannot be ${what} before that is off`];
  return [];
};

const stepFaults = (step: Step): readonly string[] => {
  if (step._tag === "Delete") return step.keep ? [] : removalFaults(step.before, "deleted");
  return step._tag === "Replace" ? removalFaults(step.before, "replaced") : [];
};

/** A new resource in the place of one that is only removed later would be removed with it. */
const collisions = (plan: Plan): readonly string[] => {
  const going = new Map(
    plan.flatMap((step) =>
      step._tag === "Delete" && !step.keep ? [[`${step.before.type} ${step.before.created.id}`, step.before]] : [],
    ),
  );
  return plan.flatMap((step) => {
    if (step._tag !== "Create") return [];
    const { registered, foreseen } = step.wanted;
    const rival = going.get(`${registered.type} ${foreseen.id}`);
    return rival === undefined
      ? []
      : [`${label(registered)} has the name that ${rival.name} still has: name ${rival.name} as its alias`];
  });
};

/** Ids and ARNs that the service makes up, of what is to be made: a rehearsal cannot know them. */
const unknownBefore = (plan: Plan): readonly (readonly [id: string, maker: RegisteredResource])[] =>
  plan.flatMap((step) => {
    if (step._tag !== "Create" && step._tag !== "Replace") return [];
    const { registered, foreseen } = step.wanted;
    return ruleOf(registered.type).outputsUnknownBefore ? [[foreseen.id, registered] as const] : [];
  });

const prematureUses = (plan: Plan): readonly string[] =>
  unknownBefore(plan).flatMap(([id, maker]) =>
    plan.flatMap((step) => {
      if (step._tag === "Delete" || step.wanted.registered.urn === maker.urn) return [];
      return JSON.stringify(step.wanted.comparable).includes(id)
        ? [`${label(step.wanted.registered)} needs the id of ${maker.name}, which is not known before that is made`]
        : [];
    }),
  );

/** Why a plan cannot be carried out, all reasons at once; empty when it can. */
export const planFaults = (plan: Plan, registered: readonly RegisteredResource[]): readonly string[] => [
  ...registered.flatMap((resource) => unsupported(resource).map((fault) => `${label(resource)}: ${fault}`)),
  ...plan.flatMap(stepFaults),
  ...collisions(plan),
  ...prematureUses(plan),
];
