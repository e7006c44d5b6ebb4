import type { RegisteredResource } from "../engine/registered-resource";
import { ruleOf } from "../resources/rule-of";
import { type DeployedResource, isDeployed } from "./deployed-resource";
import type { Draft } from "./draft";
import type { Plan, Step, Wanted } from "./plan";
import { replacesFor } from "./replaces-for";

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
