import type { Created, CreateResource, RegisteredResource } from "../program/deployment";
import { archiveHash } from "../resources/function-code";
import type { Inputs } from "../resources/read-input";

/** A resource as the last deployment left it. */
export type DeployedResource = Pick<
  RegisteredResource,
  "urn" | "type" | "name" | "protect" | "retainOnDelete" | "deletedWith"
> & {
  /** The urn under which it was made first: names and ids come from it. */
  readonly origin: string;
  /** With the hash of an archive in its place. */
  readonly inputs: Inputs;
  readonly created: Created;
};

/** What the program declares of a resource that is made, beside its inputs. */
export const isDeployed = ({ custom, remote, read }: RegisteredResource): boolean => (custom || remote) && !read;

/** Inputs that say by value what has changed: the hash of a function's archive stands for its files. */
export const comparableInputs = async (type: string, inputs: Inputs): Promise<Inputs> =>
  type === "aws:lambda/function:Function" && inputs.code !== undefined
    ? { ...inputs, code: await archiveHash(inputs.code) }
    : inputs;

export type Recording = { readonly create: CreateResource; readonly made: ReadonlyMap<string, Created> };

/** Makes resources as `create` does, and keeps what each of them gave. */
export const recording = (create: CreateResource): Recording => {
  const made = new Map<string, Created>();
  return {
    create: async (inputs, context) => {
      const created = await create(inputs, context);
      made.set(context.urn, created);
      return created;
    },
    made,
  };
};

/** The record of a first deployment. */
export const firstRecord = async (
  registered: readonly RegisteredResource[],
  made: Recording["made"],
): Promise<readonly DeployedResource[]> =>
  Promise.all(
    registered.filter(isDeployed).map(async (resource) => {
      const { urn, type, name, protect, retainOnDelete, deletedWith } = resource;
      const inputs = await comparableInputs(type, resource.inputs);
      const created = made.get(urn) ?? { id: resource.id, state: {} };
      return { urn, type, name, protect, retainOnDelete, deletedWith, origin: urn, inputs, created };
    }),
  );
