import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { bundleEntry } from "../../../infra/ship/bundle";
import { runProgram } from "../../engine/program/run-program";
import { readStackConfig } from "../../engine/program/stack-config";
import { answerLocally } from "../../engine/resources/data-sources";
import { fabricate } from "../../engine/resources/identity";
import type { Ready } from "../../engine/run/ready";
import { project as folder, sampleStack } from "../sample/captured-program";
import { entries } from "../sample/functions";
import { postRequest, soakRequest } from "../sample/soak-request";
import { type Section, type Spread, shown, spreadOf } from "./report";

const assistant = {
  model: "gpt-6-luna",
  instructions: "You write short, friendly messages.",
  content_variables: { "1": "the recipient's first name", "2": "the job role" },
};

/** So many projects as stack config, in JSON; every one of a company of its own. */
const manyProjects = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({
      company_id: `ci-${index}`,
      project_id: "pi-1",
      company_name: `Company ${index}`,
      project_name: "Project",
      rate_limits: { requests_per_minute: 60, max_message_length: 1024 },
      channels: { sms: { sender: `+4474000${10_000 + index}`, assistant } },
    })),
  );

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await act();
  return performance.now() - start;
};

/** The whole program in a process of Pulumi's own runner, every resource answered at once. */
const program = (projects: number) => async (): Promise<void> => {
  const overrides = { projects: manyProjects(projects) };
  const settings = readStackConfig({ folder, stack: "local", file: sampleStack("local"), overrides });
  const run = await runProgram({ folder, ...settings, preview: true, create: fabricate, invoke: answerLocally });
  if (run.exitCode !== 0) throw new Error(run.messages.map(({ text }) => text).join("\n"));
};

const bundling = async (): Promise<void> => {
  for (const entry of Object.values(entries("http://127.0.0.1:1"))) await bundleEntry(entry, folder);
};

/** What `pulumi up` spends in the program itself, before anything is created. */
export const programTime = async (rounds: number, progress: (text: string) => void): Promise<Section> => {
  const measures = {
    "the whole program, 3 projects": program(3),
    "the whole program, 30 projects": program(30),
    "of which: bundling the three kinds of bundles": bundling,
  };
  const times = new Map<string, number[]>();
  for (let round = 1; round <= rounds; round += 1) {
    progress(`program: round ${round} of ${rounds}`);
    for (const [what, act] of Object.entries(measures)) times.set(what, [...(times.get(what) ?? []), await timed(act)]);
  }
  return {
    title: "The program",
    method: `Milliseconds of the program in Pulumi's own runner, its resources answered at once; ${rounds} rounds in turn. Median (least … most).`,
    columns: ["", "ms"],
    rows: [...times].map(([what, values]) => [what, shown(spreadOf(values), 0)]),
    limits: [],
  };
};

const LOOK_EVERY_MS = 20;

const ownConfig = ["--config-file", sampleStack("local")];

/** Milliseconds from the command of `npm start` to the first accepted request. */
const startOnce = async (readyFile: string): Promise<number> => {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [join(folder, "tools/main/run.cjs"), "tools/main/start.ts", ...["--port", "0", "--ready", readyFile], ...ownConfig],
    { cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    while (!existsSync(readyFile)) {
      if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}`);
      await setTimeout(LOOK_EVERY_MS);
    }
    const { apiUrl, apiKeys } = JSON.parse(readFileSync(readyFile, "utf8")) as Ready;
    await postRequest(apiUrl, soakRequest(apiKeys, start, 0));
    return performance.now() - start;
  } finally {
    child.kill("SIGINT");
    await ended;
  }
};

/** Ends when it has ended well. */
const runs = (words: readonly string[]): Promise<unknown> =>
  promisify(execFile)(process.execPath, words, { cwd: folder, maxBuffer: 1e8 });

/** Nothing that runs the program can do without it. */
const load = () => runs(["-e", 'require("@pulumi/pulumi"); require("@pulumi/aws")']);

/** How long something took, in seconds and as a multiple of the loading just before and after it. */
const besideLoading = async (measure: () => Promise<number>) => {
  const before = await timed(load);
  const ms = await measure();
  const loading = (before + (await timed(load))) / 2;
  return { loading: loading / 1_000, seconds: ms / 1_000, ratio: ms / loading };
};

type Beside = Awaited<ReturnType<typeof besideLoading>>;

const spreadIn = (all: readonly Beside[], of: keyof Beside): Spread => spreadOf(all.map((one) => one[of]));

type Given = {
  readonly starts: number;
  readonly tests: number;
  readonly work: string;
  readonly progress: (text: string) => void;
};

/** `npm start`, and `npm test` where it is asked for, beside the loading of Pulumi in turn. */
export const startTime = async ({ starts, tests, work, progress }: Given): Promise<Section> => {
  const started: Beside[] = [];
  const tested: Beside[] = [];
  for (let round = 1; round <= starts; round += 1) {
    progress(`npm start: round ${round} of ${starts}`);
    started.push(await besideLoading(() => startOnce(join(work, `ready-${round}.json`))));
  }
  for (let round = 1; round <= tests; round += 1) {
    progress("npm test");
    tested.push(await besideLoading(() => timed(() => runs(["tools/main/test.cjs"]))));
  }
  const measured = [
    { what: "`npm start` to the first accepted request", all: started, most: 6 },
    { what: "the whole of `npm test`", all: tested, most: 200 },
  ].filter(({ all }) => all.length > 0);
  return {
    title: "The whole engine on one machine",
    method:
      `Seconds from the command of \`npm start\` to the first request answered 200, ${starts} rounds; in a fresh process before and after each, ` +
      "the time to load `@pulumi/pulumi` and `@pulumi/aws`. Multiples are taken round by round. Median (least … most).",
    columns: ["", "s", "times the loading"],
    rows: [
      ["loading Pulumi", shown(spreadIn([...started, ...tested], "loading"), 1), "1"],
      ...measured.map(({ what, all }) => [what, shown(spreadIn(all, "seconds"), 1), shown(spreadIn(all, "ratio"), 1)]),
    ],
    limits: measured.map(({ what, all, most }) => ({
      what: `${what}, times the loading of Pulumi`,
      value: spreadIn(all, "ratio").median,
      bound: { most },
    })),
  };
};
