import { isDeepStrictEqual } from "node:util";
import type { Created, CreateResource, RegisteredResource } from "../program/deployment";
import type { Make } from "../resources/cloud-resources";
import { archiveHash } from "../resources/function-code";
import type { Inputs } from "../resources/read-input";

/** A resource as the last deployment left it; in its inputs a hash stands for a function's archive. */
export type Deployed = Pick<RegisteredResource, "urn" | "type" | "name" | "protect" | "retainOnDelete" | "inputs"> & {
  readonly created: Created;
};

/** What is deployed, by urn, in the order in which the program declares it. */
export type DeployedResources = ReadonlyMap<string, Deployed>;

/** What a run of the program wants of one resource, next to what is there. */
export type Rehearsed = {
  readonly before: Deployed | undefined;
  /** As the resource is to be made. */
  readonly given: Inputs;
  /** The same, with the hash of an archive in its place. */
  readonly inputs: Inputs;
  /** The names of the inputs that differ from what is there. */
  readonly changed: readonly string[];
  /** What making it will give, or what is there. */
  readonly foreseen: Created;
};

type Rehearsal = { readonly create: CreateResource; readonly rehearsed: ReadonlyMap<string, Rehearsed> };

const comparable = async (type: string, inputs: Inputs): Promise<Inputs> =>
  type === "aws:lambda/function:Function" && inputs.code !== undefined
    ? { ...inputs, code: await archiveHash(inputs.code) }
    : inputs;

const changedInputs = (before: Inputs, after: Inputs): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name] ?? undefined, after[name] ?? undefined),
  );

/** The old inputs whose changes the program ignores. */
const keptInputs = (before: Inputs, ignored: readonly string[]): Inputs => {
  const faulty = ignored.find((name) => !/^[A-Za-z_]\w*$/.test(name) || name === "code");
  if (faulty !== undefined)
    throw new Error(`ignoreChanges of ${faulty} is not supported, only of whole inputs other than code`);
  return Object.fromEntries(ignored.filter((name) => name in before).map((name) => [name, before[name]]));
};

/**
 * Answers a program's registrations with what is there and, for what is new or changed, with what making it on paper gives:
 * so the whole program runs before anything is touched.
 */
export const startRehearsal = (deployed: DeployedResources, makeOnPaper: Make): Rehearsal => {
  const rehearsed = new Map<string, Rehearsed>();
  return {
    create: async (declared, { type, urn, ignoreChanges }) => {
      const before = deployed.get(urn);
      const kept = before === undefined ? {} : keptInputs(before.inputs, ignoreChanges);
      const given = { ...declared, ...kept };
      const inputs = await comparable(type, given);
      const changed = before === undefined ? [] : changedInputs(before.inputs, inputs);
      const isSame = before !== undefined && changed.length === 0;
      const foreseen = isSame ? before.created : await makeOnPaper(given, { type, urn }, before);
      rehearsed.set(urn, { before, given, inputs, changed, foreseen });
      return { id: foreseen.id, state: { ...kept, ...foreseen.state } };
    },
    rehearsed,
  };
};
