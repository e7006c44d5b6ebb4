import type { RegisteredResource } from "../../../../tools/engine/program/deployment";
import { applyPlan } from "../../../../tools/engine/update/apply-plan";
import { makePlan, planFaults, summaryOf } from "../../../../tools/engine/update/plan";
import { type Deployed, startRehearsal } from "../../../../tools/engine/update/rehearsal";
import type { Summary } from "../../../../tools/engine/update/summary";
import type { LocalCloud } from "../resources/local-cloud";

export type Declaration = Partial<RegisteredResource> & Pick<RegisteredResource, "type" | "name" | "inputs">;

export const urnOf = ({ type, name }: Declaration): string => `urn:pulumi:test::demo::${type}::${name}`;

/** Depends on what is declared before it, unless it says otherwise. */
const registered = (declaration: Declaration, at: number, all: readonly Declaration[]): RegisteredResource => ({
  urn: urnOf(declaration),
  custom: true,
  remote: false,
  parent: "",
  protect: false,
  secretInputs: [],
  state: {},
  additionalSecretOutputs: [],
  id: "",
  dependencies: all.slice(0, at).map(urnOf),
  propertyDependencies: {},
  ignoreChanges: [],
  deleteBeforeReplace: false,
  retainOnDelete: false,
  ...declaration,
});

/** Updates a local cloud, from nothing on, to one declaration after the other. */
export const updating = ({ resources }: Pick<LocalCloud, "resources">) => {
  const deployed = new Map<string, Deployed>();
  /** The plan for a declaration, and why it cannot be carried out. */
  const plan = async (...declared: readonly Declaration[]) => {
    const { create, rehearsed } = startRehearsal(deployed, resources.rehearsal());
    const run = declared.map(registered);
    for (const resource of run) await create(resource.inputs, { ...resource, preview: false });
    const made = makePlan(run, rehearsed, deployed);
    return { plan: made, faults: planFaults(made) };
  };
  return {
    plan,
    /** Brings the cloud to a declaration. */
    up: async (...declared: readonly Declaration[]): Promise<Summary> => {
      const { plan: made } = await plan(...declared);
      await applyPlan(made, deployed, { resources, follow: async () => undefined });
      return summaryOf(made, false);
    },
    deployed,
  };
};

/** `update sms [batchSize]` for every change. */
export const linesOf = ({ changes }: Summary): readonly string[] =>
  changes.map(({ action, name, inputs }) => `${action} ${name}${inputs.length === 0 ? "" : ` [${inputs.join(", ")}]`}`);
