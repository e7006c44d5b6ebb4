import type { RegisteredResource } from "../../../../tools/engine/program/deployment";
import { applyPlan } from "../../../../tools/engine/update/apply-plan";
import { makePlan, type Plan, planFaults } from "../../../../tools/engine/update/plan";
import type { DeployedResource } from "../../../../tools/engine/update/record";
import { startDrafting } from "../../../../tools/engine/update/rehearsal";
import { type Summary, summaryOf } from "../../../../tools/engine/update/summary";
import type { LocalCloud } from "../resources/local-cloud";

export type Declaration = Partial<RegisteredResource> & Pick<RegisteredResource, "type" | "name" | "inputs">;

export const urnOf = ({ type, name }: Pick<Declaration, "type" | "name">): string =>
  `urn:pulumi:test::demo::${type}::${name}`;

const registered = (declaration: Declaration): RegisteredResource => ({
  ...{ urn: urnOf(declaration), custom: true, remote: false, parent: "", protect: false, secretInputs: [] },
  ...{ state: {}, additionalSecretOutputs: [], id: "", dependencies: [], propertyDependencies: {}, aliases: [] },
  ...{ ignoreChanges: [], replaceOnChanges: [], deleteBeforeReplace: false, retainOnDelete: false, deletedWith: "" },
  ...{ provider: "", importId: "", read: false },
  ...declaration,
});

export type Updating = {
  /** The plan for a declaration, and why it cannot be carried out. */
  readonly plan: (
    ...declared: readonly Declaration[]
  ) => Promise<{ readonly plan: Plan; readonly faults: readonly string[] }>;
  /** Brings the cloud to a declaration. */
  readonly up: (...declared: readonly Declaration[]) => Promise<Summary>;
  readonly deployed: () => readonly DeployedResource[];
};

/** Updates a local cloud, from nothing on, to one declaration after the other. */
export const updating = ({ resources }: Pick<LocalCloud, "resources">): Updating => {
  let deployed: readonly DeployedResource[] = [];
  const plan: Updating["plan"] = async (...declared) => {
    const drafting = startDrafting(deployed, resources);
    const run = declared.map(registered);
    for (const resource of run.filter(({ custom }) => custom))
      await drafting.create(resource.inputs, { ...resource, stack: "test", preview: false });
    const made = makePlan(run, drafting.drafts, deployed);
    return { plan: made, faults: planFaults(made, run) };
  };
  return {
    plan,
    up: async (...declared) => {
      const { plan: made } = await plan(...declared);
      await applyPlan(made, deployed, {
        ...{ resources, settle: async () => undefined },
        onRecord: (record) => {
          deployed = record;
        },
      });
      return summaryOf(made, false);
    },
    deployed: () => deployed,
  };
};

/** `update sms [batchSize]` for every change. */
export const linesOf = ({ changes }: Summary): readonly string[] =>
  changes.map(({ action, name, inputs }) => `${action} ${name}${inputs.length === 0 ? "" : ` [${inputs.join(", ")}]`}`);
