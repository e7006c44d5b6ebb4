import type { RegisteredResource } from "../program/deployment";
import { ruleOf } from "../resources/resource-rules";
import { type DeployedResource, isDeployed } from "./record";
import { type Draft, replacesFor } from "./rehearsal";

/** A resource as the new declaration wants it. */
export type Wanted = Omit<Draft, "before"> & { readonly registered: RegisteredResource };

/** What is to be done about one resource. */
export type Step =
  | { readonly _tag: "Same"; readonly wanted: Wanted; readonly before: DeployedResource }
  | { readonly _tag: "Create"; readonly wanted: Wanted }
  | { readonly _tag: "Update"; readonly wanted: Wanted; readonly before: DeployedResource }
  | {
      readonly _tag: "Replace";
      readonly wanted: Wanted;
      readonly before: DeployedResource;
      /** Removed before the new one is made, since both would have the same name. */
      readonly removeFirst: boolean;
    }
  /** `keep`: only the record goes. */
  | { readonly _tag: "Delete"; readonly before: DeployedResource; readonly keep: boolean };

/** The steps of an update: first those of what is declared, in the order of the program, then the deletions. */
export type Plan = readonly Step[];

export const nameOf = (step: Step): string => (step._tag === "Delete" ? step.before.name : step.wanted.registered.name);

export const typeOf = (step: Step): string => (step._tag === "Delete" ? step.before.type : step.wanted.registered.type);

/** The inputs that come from resources which are gone for a moment. */
const shakenInputs = ({ propertyDependencies }: RegisteredResource, removed: ReadonlySet<string>): readonly string[] =>
  Object.entries(propertyDependencies)
    .filter(([, urns]) => urns.some((urn) => removed.has(urn)))
    .map(([name]) => name);

const stepFor = (wanted: Wanted, before: DeployedResource | undefined, removed: ReadonlySet<string>): Step => {
  if (before === undefined) return { _tag: "Create", wanted };
  const { registered } = wanted;
  const changed = [...new Set([...wanted.changed, ...shakenInputs(registered, removed)])];
  if (changed.length === 0) return { _tag: "Same", wanted, before };
  const { type, replaceOnChanges, deleteBeforeReplace } = registered;
  if (!replacesFor(type, changed, replaceOnChanges)) return { _tag: "Update", wanted: { ...wanted, changed }, before };
  const isInTheWay = wanted.foreseen.id === before.created.id && !ruleOf(type).takesPlace;
  const removeFirst = deleteBeforeReplace || isInTheWay;
  return { _tag: "Replace", wanted: { ...wanted, changed }, before, removeFirst };
};

const deletionsOf = (deployed: readonly DeployedResource[], kept: ReadonlySet<string>): readonly Step[] => {
  const gone = deployed.filter(({ urn }) => !kept.has(urn));
  const goneUrns = new Set(gone.map(({ urn }) => urn));
  return gone.toReversed().map((before) => ({
    _tag: "Delete",
    before,
    keep: before.retainOnDelete || goneUrns.has(before.deletedWith),
  }));
};

/** Decides what a run of the program means for what is there. */
export const makePlan = (
  registered: readonly RegisteredResource[],
  drafts: ReadonlyMap<string, Draft>,
  deployed: readonly DeployedResource[],
): Plan => {
  const removed = new Set<string>();
  const steps: Step[] = [];
  const kept = new Set<string>();
  for (const resource of registered.filter(isDeployed)) {
    const draft = drafts.get(resource.urn);
    if (draft === undefined) throw new Error(`${resource.name} (${resource.type}) was registered but not looked at`);
    const { before, ...wanted } = draft;
    const step = stepFor({ ...wanted, registered: resource }, before, removed);
    if (before !== undefined) kept.add(before.urn);
    if (step._tag === "Replace" && step.removeFirst) removed.add(resource.urn);
    steps.push(step);
  }
  return [...steps, ...deletionsOf(deployed, kept)];
};

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
