import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { isEngineAlive, readControl, readyPlace, requestUpdate } from "../../engine/update/running-engine";
import { countsText } from "../../engine/update/summary";
import { type Answer, answered } from "../cli/answer";
import type { Desk } from "./project-command";
import { deployHere } from "./pulumi";

const wait = (): void => undefined;

/** Runs `npm start` of the folder in this terminal until it ends; Ctrl-C reaches it and is its to answer. */
const startEngineHere = async (folder: string): Promise<void> => {
  const run = [join(folder, "tools/main/run.cjs"), join(folder, "tools/main/start.ts")];
  process.on("SIGINT", wait);
  try {
    await once(spawn(process.execPath, run, { cwd: folder, stdio: "inherit" }), "close");
  } finally {
    process.off("SIGINT", wait);
  }
};

/** What became of bringing a config into effect; `done` means that it is, or will be by what goes on afterwards. */
type InEffect = {
  readonly done: boolean;
  readonly text: string;
  readonly afterwards?: () => Promise<void>;
};

const deployed = async ({ folder, named: { stack } }: Desk, { yes, allowRemoval }: UpOptions): Promise<InEffect> => {
  const words = [...(yes ? ["--yes"] : []), ...(allowRemoval ? ["--allow-removal"] : [])];
  const code = await deployHere(folder, ["--stack", stack, ...words]);
  return code === 0
    ? { done: true, text: `${stack} is up to date.` }
    : { done: false, text: `npm run deploy ended with exit code ${code}: the config is written and NOT in effect.` };
};

const running = ({ folder, terminal }: Desk, readyFile: string, allowRemoval: boolean): Promise<InEffect> =>
  pipe(
    TE.fromEither(readControl(readyFile)),
    TE.chain((ready) => requestUpdate(ready, { folder, withConfig: true, allowRemoval }, terminal.warn)),
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
const bringIntoEffect = async (desk: Desk, up: UpOptions): Promise<InEffect> => {
  const { folder, named, terminal } = desk;
  if (named.ready === undefined) return deployed(desk, up);
  if (await isEngineAlive(named.ready)) return running(desk, named.ready, up.allowRemoval === true);
  return terminal.isInteractive && named.ready === readyPlace(folder) ? begun(folder) : nowhere;
};

/** `--up` and `--yes`. */
export type UpOptions = {
  readonly up?: true | undefined;
  readonly yes?: true | undefined;
  /** Whether the command itself takes a project or a key away, so that nobody need be asked again. */
  readonly allowRemoval?: boolean | undefined;
};

export const UP = "brings the config into effect, too: updates the local engine, or runs npm run deploy";
export const YES = "with --up: does not let Pulumi ask";

/** The answer to a config that was written: what was saved, what --up came to, and what is to be done next. */
export const answerWritten = async (
  desk: Desk,
  up: UpOptions,
  saved: string,
  nextText: (isInEffect: boolean) => string,
  data: object,
): Promise<Answer> => {
  const inEffect = up.up ? await bringIntoEffect(desk, up) : undefined;
  const isInEffect = inEffect?.done ?? false;
  const text = [saved, ...(inEffect === undefined ? [] : [inEffect.text]), nextText(isInEffect)].join("\n");
  return { ...answered(text, { ...data, in_effect: isInEffect }), ...inEffect, text };
};
