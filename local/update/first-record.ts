import type { RegisteredResource } from "../engine/registered-resource";
import type { Created, CreateResource } from "../engine/run-types";
import { comparableInputs } from "./comparable-inputs";
import { type DeployedResource, isDeployed } from "./deployed-resource";

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
