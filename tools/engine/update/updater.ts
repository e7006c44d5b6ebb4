import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Options } from "../options";
import { isRecord } from "../program/is-record";
import { type RunStackDeps, runStack, type StackOutputs, type StackRun } from "../program/run-stack";
import { readStackConfig } from "../program/stack-config";
import type { CloudResources } from "../resources/cloud-resources";
import { applyPlan } from "./apply-plan";
import { makePlan, planFaults } from "./plan";
import type { DeployedResource } from "./record";
import { startDrafting } from "./rehearsal";
import { type Summary, summaryOf } from "./summary";

/** What an update is asked to do. */
export type UpdateRequest = {
  /** The folder of another checkout, as an absolute path. */
  readonly folder: string | undefined;
  /** Stack config over that of the program; kept for later updates, as `pulumi up --config` keeps it. */
  readonly config: Readonly<Record<string, string>>;
  /** Forgets what earlier updates were given as config. */
  readonly resetConfig: boolean;
  readonly preview: boolean;
};

const known = ["folder", "config", "resetConfig", "preview"];

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === "string");

const flag = (value: unknown, name: string): boolean => {
  if (value === undefined || typeof value === "boolean") return value ?? false;
  throw new Error(`${name} must be true or false`);
};

/** Reads what the control listener was sent; throws with the field at fault. */
export const readUpdateRequest = (body: unknown): UpdateRequest => {
  if (!isRecord(body)) throw new Error("the body must be a JSON object");
  const stranger = Object.keys(body).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`${stranger} is not known; ${known.join(", ")} are`);
  const { folder, config = {} } = body;
  if (folder !== undefined && typeof folder !== "string") throw new Error("folder must be text");
  if (!isTexts(config)) throw new Error("config must be an object of texts");
  return {
    ...{ folder, config },
    resetConfig: flag(body.resetConfig, "resetConfig"),
    preview: flag(body.preview, "preview"),
  };
};

const projectOf = (folder: string): string => readStackConfig({ folder, stack: "local" }).project;

/** Requires a checkout of the same project with its packages installed. */
export const requireProgram = (folder: string, own: string): void => {
  if (!isAbsolute(folder)) throw new Error(`${folder}: expected an absolute path`);
  for (const [name, hint] of [
    ["Pulumi.yaml", "it is no checkout of this project"],
    ["node_modules", "run npm install there first"],
  ] as const)
    if (!existsSync(join(folder, name))) throw new Error(`${folder}: there is no ${name}; ${hint}`);
  const [project, running] = [projectOf(folder), projectOf(own)];
  if (project !== running) throw new Error(`${folder} is the project ${project}; the engine runs ${running}`);
};

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
