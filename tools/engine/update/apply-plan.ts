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
 * Takes each step once those that it depends on are taken, side by side with others, as Pulumi's engine does; a step whose
 * dependency failed fails with it. Gives what was made, by urn, and the first failure when all that was begun has ended.
 */
const takeAll = async (steps: readonly Step[], take: (step: Step) => Promise<Deployed["created"]>) => {
  const taken = new Map<string, Promise<Deployed["created"]>>();
  for (const step of steps) {
    const { urn, dependencies } = step.registered;
    const needed = dependencies.flatMap((other) => taken.get(other) ?? []);
    taken.set(
      urn,
      Promise.all(needed).then(() => take(step)),
    );
  }
  const ends = await Promise.allSettled(taken.values());
  const made = new Map([...taken.keys()].map((urn, at) => [urn, ends[at]] as const));
  return { made, failure: ends.find((end) => end.status === "rejected") };
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
  const { made, failure } = await takeAll(steps, async ({ registered, given, before, foreseen, action }) =>
    action === "leave" ? foreseen : named(registered, () => resources.make(given, registered, before)),
  );
  for (const step of steps) {
    const { urn } = step.registered;
    const end = made.get(urn);
    if (end?.status !== "fulfilled") continue;
    // Put last: the order of the record is that of the program, whatever was there first.
    deployed.delete(urn);
    deployed.set(urn, recordOf(step, end.value));
  }
  if (failure !== undefined) throw failure.reason;
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
