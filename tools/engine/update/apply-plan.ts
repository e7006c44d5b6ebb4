import { toError } from "fp-ts/Either";
import type { CloudResources } from "../resources/cloud-resources";
import type { Plan, Step } from "./plan";
import type { Deployed } from "./rehearsal";

export type ApplyDeps = {
  readonly resources: Pick<CloudResources, "make" | "remove">;
  /** Has what runs by itself (event source mappings, schedules) follow what is declared. */
  readonly follow: () => Promise<void>;
};

const recordOf = ({ registered, inputs }: Step, created: Deployed["created"]): Deployed => {
  const { urn, type, name, protect, retainOnDelete } = registered;
  return { urn, type, name, protect, retainOnDelete, inputs, created };
};

const named = async <A>({ name, type }: Pick<Deployed, "name" | "type">, act: () => Promise<A>): Promise<A> => {
  try {
    return await act();
  } catch (error) {
    throw new Error(`${name} (${type}): ${toError(error).message}`, { cause: error });
  }
};

/**
 * Carries out a plan and keeps the record of what is deployed. Throws with the resource's name when a step fails; what was
 * done before stays done and recorded.
 */
export const applyPlan = async (
  { steps, deletions }: Plan,
  deployed: Map<string, Deployed>,
  { resources, follow }: ApplyDeps,
): Promise<void> => {
  for (const step of steps) {
    const { registered, given, before, foreseen } = step;
    const make = () => resources.make(given, registered, before);
    const created = step.action === "leave" ? foreseen : await named(registered, make);
    // Put last: the order of the record is that of the program, whatever was there first.
    deployed.delete(registered.urn);
    deployed.set(registered.urn, recordOf(step, created));
  }
  await follow();
  const remove = async (before: Deployed): Promise<void> => {
    await named(before, () => resources.remove(before));
    await follow();
  };
  for (const { before } of steps)
    if (before !== undefined && before.created.id !== deployed.get(before.urn)?.created.id) await remove(before);
  for (const { before, keep } of deletions) {
    if (!keep) await remove(before);
    deployed.delete(before.urn);
  }
};
