import { isDeepStrictEqual } from "node:util";
import type { Created, CreateResource } from "../program/deployment";
import type { CloudResources } from "../resources/cloud-resources";
import type { Inputs } from "../resources/read-input";
import { ruleOf } from "../resources/resource-rules";
import { comparableInputs, type DeployedResource } from "./record";

/** The names of the inputs whose values differ. */
export const changedInputs = (before: Inputs, after: Inputs): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name] ?? undefined, after[name] ?? undefined),
  );

/** The new inputs with the old ones in place of those whose changes the program ignores. */
export const withIgnoredChanges = (inputs: Inputs, before: Inputs, ignored: readonly string[]): Inputs => {
  const kept = ignored.filter((name) => name in before).map((name) => [name, before[name]] as const);
  const others = Object.entries(inputs).filter(([name]) => !ignored.includes(name));
  return Object.fromEntries([...others, ...kept]);
};

/** Whether a resource of the type is replaced when these inputs change. */
export const replacesFor = (type: string, changed: readonly string[], besides: readonly string[] = []): boolean => {
  const { replaceOn } = ruleOf(type);
  return changed.some((name) => replaceOn === "all" || replaceOn.includes(name) || besides.includes(name));
};

/** What a run of the program wants of one resource, next to what is there. */
export type Draft = {
  readonly before: DeployedResource | undefined;
  readonly origin: string;
  /** As the resource is to be made. */
  readonly inputs: Inputs;
  readonly comparable: Inputs;
  readonly changed: readonly string[];
  /** What making or changing it will give, or what is there. */
  readonly foreseen: Created;
};

export type Drafting = { readonly create: CreateResource; readonly drafts: ReadonlyMap<string, Draft> };

/**
 * Answers a program's registrations with what is there and with what a rehearsal gives, so that the whole program runs
 * before anything is touched.
 */
export const startDrafting = (
  deployed: readonly DeployedResource[],
  { rehearse }: Pick<CloudResources, "rehearse">,
): Drafting => {
  const byUrn = new Map(deployed.map((resource) => [resource.urn, resource]));
  const drafts = new Map<string, Draft>();

  const draftOf: (...given: Parameters<CreateResource>) => Promise<Draft> = async (given, context) => {
    const { type, urn, aliases, ignoreChanges } = context;
    const before = [urn, ...aliases].map((known) => byUrn.get(known)).find((known) => known !== undefined);
    if (before === undefined) {
      const comparable = await comparableInputs(type, given);
      const foreseen = await rehearse(given, { type, urn });
      return { before, origin: urn, inputs: given, comparable, changed: [], foreseen };
    }
    const { origin } = before;
    const inputs = withIgnoredChanges(given, before.inputs, ignoreChanges);
    const comparable = await comparableInputs(type, inputs);
    const changed = changedInputs(before.inputs, comparable);
    const standing = { type, urn: origin, inputs: before.inputs, id: before.created.id };
    const changeOf = replacesFor(type, changed) ? undefined : standing;
    const foreseen = changed.length === 0 ? before.created : await rehearse(inputs, standing, changeOf);
    return { before, origin, inputs, comparable, changed, foreseen };
  };

  return {
    create: async (inputs, context) => {
      const draft = await draftOf(inputs, context);
      drafts.set(context.urn, draft);
      const ignored = context.ignoreChanges
        .filter((name) => name in draft.inputs)
        .map((name) => [name, draft.inputs[name]]);
      return { id: draft.foreseen.id, state: { ...Object.fromEntries(ignored), ...draft.foreseen.state } };
    },
    drafts,
  };
};
