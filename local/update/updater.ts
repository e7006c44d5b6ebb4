import type { CloudResources } from "../resources/cloud-resources";
import type { Options } from "../run/options";
import { type RunStackDeps, runStack, type StackRun } from "../run/run-stack";
import type { StackOutputs } from "../run/stack-outputs";
import { applyPlan } from "./apply-plan";
import type { DeployedResource } from "./deployed-resource";
import { startDrafting } from "./draft";
import { makePlan } from "./make-plan";
import { planFaults } from "./plan-faults";
import { requireProgram } from "./require-program";
import { type Summary, summaryOf } from "./summary";
import type { UpdateRequest } from "./update-request";

export type UpdaterDeps = {
  /** The folder whose program runs unless a request names another one. */
  readonly folder: string;
  readonly options: Options;
  readonly resources: CloudResources;
  readonly deployed: readonly DeployedResource[];
  readonly providers: RunStackDeps["providers"];
  readonly settle: () => Promise<void>;
  readonly onUpdated: (summary: Summary, outputs: StackOutputs) => void;
};

export type Updater = {
  /** Brings the deployment to what the program declares now; rejects in plain words, before anything is touched where that is possible. */
  readonly update: (request: UpdateRequest, onLine: (line: string) => void) => Promise<Summary>;
  /** Ends an update that has touched nothing yet, and waits for one that has. */
  readonly stop: () => Promise<void>;
};

/** Makes the one place from which a deployment is updated, one update at a time. */
export const makeUpdater = ({ resources, settle, onUpdated, ...deps }: UpdaterDeps): Updater => {
  const stopping = new AbortController();
  let deployed = deps.deployed;
  let keptConfig: UpdateRequest["config"] = {};
  let running: Promise<Summary> | undefined;

  const planFor = async (request: UpdateRequest, config: UpdateRequest["config"], warn: (text: string) => void) => {
    const drafting = startDrafting(deployed, resources);
    const options = { realProviders: deps.options.realProviders, config: { ...deps.options.config, ...config } };
    const folder = request.folder ?? deps.folder;
    requireProgram(folder, deps.folder);
    const { signal } = stopping;
    const run: StackRun = await runStack(folder, options, {
      ...{ create: drafting.create, invoke: resources.invoke, providers: deps.providers, warn, signal },
    });
    const plan = makePlan(run.resources, drafting.drafts, deployed);
    const faults = planFaults(plan, run.resources);
    if (faults.length > 0) throw new Error(`Nothing was changed:\n  ${faults.join("\n  ")}`);
    return { plan, outputs: run.outputs };
  };

  const perform = async (request: UpdateRequest, onLine: (line: string) => void): Promise<Summary> => {
    const config = { ...(request.resetConfig ? {} : keptConfig), ...request.config };
    onLine(request.preview ? "Running the program to see what it would change …" : "Running the program …");
    const { plan, outputs } = await planFor(request, config, (text) => onLine(`warning: ${text}`));
    const summary = summaryOf(plan, request.preview);
    if (request.preview) return summary;
    stopping.signal.throwIfAborted();
    keptConfig = config;
    await applyPlan(plan, deployed, {
      ...{ resources, settle },
      onRecord: (record) => {
        deployed = record;
      },
    });
    onUpdated(summary, outputs);
    return summary;
  };

  return {
    update: async (request, onLine) => {
      if (running !== undefined) throw new Error("Another update is under way; wait for it to end.");
      running = perform(request, onLine);
      try {
        return await running;
      } finally {
        running = undefined;
      }
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([running]);
    },
  };
};
