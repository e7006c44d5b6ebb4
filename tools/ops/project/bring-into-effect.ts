import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { isEngineAlive, readControl, requestUpdate } from "../../engine/update/running-engine";
import { countsText } from "../../engine/update/summary";
import type { Terminal } from "../cli/terminal";
import type { Place } from "./place";
import type { ProjectArguments } from "./project-options";
import { pulumiHere } from "./pulumi";

const wait = (): void => undefined;

/** Runs `npm start` of the folder in this terminal until it ends; Ctrl-C reaches it and is its to answer. */
export const startEngineHere = async (folder: string): Promise<void> => {
  const run = [join(folder, "tools/main/run.cjs"), join(folder, "tools/main/start.ts")];
  process.on("SIGINT", wait);
  try {
    await once(spawn(process.execPath, run, { cwd: folder, stdio: "inherit" }), "close");
  } finally {
    process.off("SIGINT", wait);
  }
};

/** What became of bringing a config into effect; `done` means that it is, or will be by what goes on afterwards. */
export type InEffect = {
  readonly done: boolean;
  readonly text: string;
  readonly afterwards?: () => Promise<void>;
};

const deployed = async (folder: string, { stack }: Place, { yes }: ProjectArguments["values"]): Promise<InEffect> => {
  const code = await pulumiHere(folder, ["up", "--stack", stack, ...(yes ? ["--yes"] : [])]);
  return code === 0
    ? { done: true, text: `pulumi up has brought ${stack} up to date.` }
    : { done: false, text: `pulumi up ended with exit code ${code}: the config is written and NOT in effect.` };
};

const running = (folder: string, readyFile: string, warn: Terminal["warn"]): Promise<InEffect> =>
  pipe(
    TE.fromEither(readControl(readyFile)),
    TE.chain((ready) => requestUpdate(ready, { folder }, warn)),
    TE.match(
      (reason): InEffect => ({
        done: false,
        text: `The local engine was not updated; the config is written and NOT in effect: ${reason}`,
      }),
      (summary) => ({ done: true, text: `The local engine is up to date: ${countsText(summary)}.` }),
    ),
  )();

const begun = (folder: string): InEffect => ({
  done: true,
  text: "No engine runs on this machine, so one is started here; Ctrl-C ends it. Use another terminal for what comes next.",
  afterwards: () => startEngineHere(folder),
});

const nowhere: InEffect = {
  done: false,
  text: "No engine runs on this machine: the config is written, and the next npm start brings it into effect.",
};

/** Brings a stack's config into effect: deploys, updates the local engine that runs, or starts one where a person sits. */
export const bringIntoEffect = async (
  folder: string,
  place: Place,
  values: ProjectArguments["values"],
  { isInteractive, warn }: Terminal,
): Promise<InEffect> => {
  if (place.stack !== "local") return deployed(folder, place, values);
  if (await isEngineAlive(place.readyFile)) return running(folder, place.readyFile, warn);
  return isInteractive && values.ready === undefined ? begun(folder) : nowhere;
};
