import type { Created } from "../program/deployment";
import type { CloudResources, Standing } from "../resources/cloud-resources";
import { nameOf, type Plan, type Step, typeOf, type Wanted } from "./plan";
import type { DeployedResource } from "./record";

export type ApplyDeps = {
  readonly resources: Pick<CloudResources, "make" | "change" | "remove">;
  /** Has what runs by itself (event source mappings, schedules) follow what is declared. */
  readonly settle: () => Promise<void>;
  /** Told of the whole record after every step, so that a failure on the way leaves a true one. */
  readonly onRecord: (deployed: readonly DeployedResource[]) => void;
};

const standingOf = ({ type, origin, inputs, created }: DeployedResource): Standing => ({
  ...{ type, urn: origin, inputs },
  id: created.id,
});

const recordOf = ({ registered, origin, comparable }: Wanted, created: Created): DeployedResource => {
  const { urn, type, name, protect, retainOnDelete, deletedWith } = registered;
  return { urn, type, name, protect, retainOnDelete, deletedWith, origin, inputs: comparable, created };
};

type RemovedFirst = Extract<Step, { readonly _tag: "Replace" }>;

const isRemovedFirst = (step: Step): step is RemovedFirst => step._tag === "Replace" && step.removeFirst;

/** What is removed before a step's resource is made: that of the same name, after all that goes with it. */
const inTheWay = (step: Step, plan: Plan): readonly RemovedFirst[] => {
  if (!isRemovedFirst(step)) return [];
  const gone = new Set([step.wanted.registered.urn]);
  const going = plan.slice(plan.indexOf(step)).filter(isRemovedFirst);
  const dependent = going.filter(({ wanted: { registered } }) => {
    const depends = Object.values(registered.propertyDependencies).some((urns) => urns.some((urn) => gone.has(urn)));
    if (depends) gone.add(registered.urn);
    return depends;
  });
  return [...dependent.toReversed(), step];
};

/** Carries out a plan step by step; throws with the step's name when one fails, and what was done before stays done. */
export const applyPlan = async (
  plan: Plan,
  deployed: readonly DeployedResource[],
  { resources, settle, onRecord }: ApplyDeps,
): Promise<void> => {
  const record = new Map(deployed.map((resource) => [resource.urn, resource]));
  const note = (): void => onRecord([...record.values()]);

  const write = (before: DeployedResource | undefined, resource: DeployedResource): void => {
    if (before !== undefined) record.delete(before.urn);
    record.set(resource.urn, resource);
    note();
  };

  const drop = async (before: DeployedResource): Promise<void> => {
    await resources.remove(standingOf(before));
    record.delete(before.urn);
    note();
  };

  const remove = async (before: DeployedResource): Promise<void> => {
    await drop(before);
    await settle();
  };

  const bring = async (step: Step): Promise<void> => {
    if (step._tag === "Delete") return;
    const { wanted } = step;
    const subject = { type: wanted.registered.type, urn: wanted.origin };
    switch (step._tag) {
      case "Same":
        return write(step.before, recordOf(wanted, step.before.created));
      case "Update":
        return write(step.before, recordOf(wanted, await resources.change(wanted.inputs, standingOf(step.before))));
      case "Create":
        return write(undefined, recordOf(wanted, await resources.make(wanted.inputs, subject)));
      case "Replace":
        return write(step.before, recordOf(wanted, await resources.make(wanted.inputs, subject)));
    }
  };

  const named = async (step: Step, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new Error(`${nameOf(step)} (${typeOf(step)}): ${text}`, { cause: error });
    }
  };

  for (const step of plan) {
    // Right before the new one is made: what is only removed and put again in memory is missed by no request.
    for (const first of inTheWay(step, plan))
      if (record.has(first.before.urn)) await named(first, () => drop(first.before));
    await named(step, () => bring(step));
  }
  await settle();
  for (const step of plan) {
    if (
      step._tag === "Replace" &&
      !step.removeFirst &&
      step.before.created.id !== record.get(step.wanted.registered.urn)?.created.id
    )
      await named(step, () => resources.remove(standingOf(step.before)));
    if (step._tag === "Delete") {
      if (step.keep) record.delete(step.before.urn);
      else await named(step, () => remove(step.before));
    }
  }
  note();
};
