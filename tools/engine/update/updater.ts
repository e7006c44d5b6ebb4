import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr, isJsonObject } from "../../../runtime/codec/json";
import type { Options } from "../options";
import { type RunStackDeps, runStack, type StackRun } from "../program/run-stack";
import { readStackConfig } from "../program/stack-config";
import type { CloudResources } from "../resources/cloud-resources";
import { type ApplyDeps, applyPlan } from "./apply-plan";
import { makePlan, type Plan, planFaults, summaryOf } from "./plan";
import { type Deployed, startRehearsal } from "./rehearsal";
import { removalRefusal, removalsIn } from "./removals";
import type { Summary } from "./summary";

/** What an update is asked to do. */
export type UpdateRequest = {
  /** The folder of another checkout, as an absolute path: its code is deployed, the config stays that of the engine's own. */
  readonly folder: string | undefined;
  /** Has the other checkout's config apply too. */
  readonly withConfig: boolean;
  /** Stack config over that of the program; kept for later updates, as `pulumi up --config` keeps it. */
  readonly config: Readonly<Record<string, string>>;
  /** Forgets what earlier updates were given as config. */
  readonly resetConfig: boolean;
  readonly preview: boolean;
  /** Lets projects, keys and secrets go that are declared no more. */
  readonly allowRemoval: boolean;
};

/** The program as it is, with nothing asked for. */
export const plainUpdate: UpdateRequest = {
  folder: undefined,
  withConfig: false,
  config: {},
  resetConfig: false,
  preview: false,
  allowRemoval: false,
};

const asked = {
  folder: t.string,
  withConfig: t.boolean,
  config: t.record(t.string, t.string),
  resetConfig: t.boolean,
  preview: t.boolean,
  allowRemoval: t.boolean,
};

/** Reads what the control listener was sent; fails with the field at fault. */
export const readUpdateRequest = (body: unknown): E.Either<string, UpdateRequest> => {
  if (!isJsonObject(body)) return E.left("the body must be a JSON object");
  const stranger = Object.keys(body).find((name) => !(name in asked));
  if (stranger !== undefined) return E.left(`${stranger} is not known; ${Object.keys(asked).join(", ")} are`);
  return pipe(
    body,
    decodeOr(t.partial(asked), (places) => places),
    E.map((given) => ({ ...plainUpdate, ...given })),
  );
};

const wordsOf = (error: unknown): string => E.toError(error).message;

const projectOf = (folder: string): E.Either<string, string> =>
  E.tryCatch(() => readStackConfig({ folder, stack: "local" }).project, wordsOf);

/** Requires a checkout of the same project with its packages installed. */
export const requireProgram = (folder: string, own: string): E.Either<string, void> => {
  if (!isAbsolute(folder)) return E.left(`${folder}: expected an absolute path`);
  for (const [name, hint] of [
    ["Pulumi.yaml", "it is no checkout of this project"],
    ["node_modules", "run npm install there first"],
  ] as const)
    if (!existsSync(join(folder, name))) return E.left(`${folder}: there is no ${name}; ${hint}`);
  return pipe(
    E.Do,
    E.bind("project", () => projectOf(folder)),
    E.bind("running", () => projectOf(own)),
    E.chain(({ project, running }) =>
      project === running
        ? E.right(undefined)
        : E.left(`${folder} is the project ${project}; the engine runs ${running}`),
    ),
  );
};

/** Who hears how an update goes on. */
export type Progress = { readonly onLine: (line: string) => void; readonly warn: (text: string) => void };

type UpdaterDeps = ApplyDeps & {
  /** The folder whose program runs unless a request names another one. */
  readonly folder: string;
  readonly options: Pick<Options, "config" | "configFile" | "realProviders">;
  readonly resources: CloudResources;
  readonly providers: RunStackDeps["providers"];
  /** Ends an update that has touched nothing yet. */
  readonly signal?: AbortSignal;
};

/** What an update did, and what the program then tells of itself. */
export type Updated = Pick<StackRun, "outputs"> & { readonly summary: Summary };

type Updater = {
  /**
   * Brings the deployment to what the program declares now, from nothing at first; fails in plain words, before anything is
   * touched where that is possible.
   */
  readonly update: (request: UpdateRequest, progress: Progress) => TE.TaskEither<string, Updated>;
  /** Ends an update that has touched nothing yet, and waits for one that has. */
  readonly stop: () => Promise<void>;
};

type Planned = Pick<StackRun, "outputs"> & { readonly plan: Plan };

const withoutFaults = ({ plan }: Planned): E.Either<string, void> => {
  const faults = planFaults(plan);
  return faults.length === 0 ? E.right(undefined) : E.left(`Nothing was changed:\n  ${faults.join("\n  ")}`);
};

const withoutRemovals = ({ plan }: Planned): E.Either<string, void> => {
  const removals = removalsIn(summaryOf(plan, true).changes);
  return removals.length === 0 ? E.right(undefined) : E.left(removalRefusal(removals));
};

/** Makes the one place from which a deployment is made and updated, one update at a time. */
export const makeUpdater = ({ resources, follow, options, ...deps }: UpdaterDeps): Updater => {
  const stopping = new AbortController();
  const signal = deps.signal === undefined ? stopping.signal : AbortSignal.any([stopping.signal, deps.signal]);
  const deployed = new Map<string, Deployed>();
  let keptConfig: UpdateRequest["config"] = {};
  let running: Promise<unknown> | undefined;

  const plan = (
    { folder = deps.folder, withConfig, preview, allowRemoval }: UpdateRequest,
    config: UpdateRequest["config"],
    warn: Progress["warn"],
  ): TE.TaskEither<string, Planned> => {
    const { create, rehearsed } = startRehearsal(deployed, resources.rehearsal());
    const ownConfig = options.configFile ?? join(deps.folder, "Pulumi.local.yaml");
    const configFile = withConfig ? join(folder, "Pulumi.local.yaml") : ownConfig;
    const over = { ...options, config: { ...options.config, ...config }, configFile };
    const { invoke } = resources;
    return pipe(
      TE.fromEither(requireProgram(folder, deps.folder)),
      TE.chain(() => runStack(folder, over, { create, invoke, providers: deps.providers, warn, signal })),
      TE.map((run) => ({ plan: makePlan(run.resources, rehearsed, deployed), outputs: run.outputs })),
      TE.mapLeft((reason) =>
        folder === deps.folder
          ? reason
          : `The code of ${folder} with the config ${configFile}: ${reason}${/nothing was changed/i.test(reason) ? "" : "\nNothing was changed."}`,
      ),
      TE.chainFirstEitherK(withoutFaults),
      TE.chainFirstEitherK((planned) => (preview || allowRemoval ? E.right(undefined) : withoutRemovals(planned))),
    );
  };

  const apply = (planned: Plan, config: UpdateRequest["config"]): TE.TaskEither<string, void> =>
    TE.tryCatch(() => {
      signal.throwIfAborted();
      keptConfig = config;
      return applyPlan(planned, deployed, { resources, follow });
    }, wordsOf);

  const perform = (request: UpdateRequest, { onLine, warn }: Progress): TE.TaskEither<string, Updated> => {
    const kept = request.resetConfig ? {} : keptConfig;
    const config = { ...kept, ...request.config };
    const earlier = Object.keys(kept).filter((key) => !(key in request.config));
    onLine(request.preview ? "Running the program to see what it would change …" : "Running the program …");
    return pipe(
      plan(request, config, warn),
      TE.chainFirst((planned) => (request.preview ? TE.right(undefined) : apply(planned.plan, config))),
      TE.map(({ outputs, plan: done }) => ({
        outputs,
        summary: { ...summaryOf(done, request.preview, earlier), folder: request.folder },
      })),
    );
  };

  return {
    update: (request, progress) => async () => {
      if (running !== undefined) return E.left("Another update is under way; wait for it to end.");
      const performing = perform(request, progress)();
      running = performing;
      return performing.finally(() => {
        running = undefined;
      });
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled([running]);
    },
  };
};
