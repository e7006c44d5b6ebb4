import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { bundleEntry } from "../../../infra/ship/bundle";
import { runProgram } from "../../engine/program/run-program";
import { readStackConfig } from "../../engine/program/stack-config";
import { answerLocally } from "../../engine/resources/data-sources";
import { fabricate } from "../../engine/resources/identity";
import type { Ready } from "../../engine/run/ready";
import { project as folder, sampleStack } from "../sample/captured-program";
import { entries } from "../sample/functions";
import { postRequest, soakRequest } from "../sample/soak-request";
import { type Section, shown, spreadOf } from "./report";

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
      channels: { sms: { sender: "+447400000001", assistant } },
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

/** Seconds from the command of `npm start` to the first accepted request. */
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
    return (performance.now() - start) / 1_000;
  } finally {
    child.kill("SIGINT");
    await ended;
  }
};

export const startTime = async (rounds: number, work: string, progress: (text: string) => void): Promise<Section> => {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`npm start: round ${round} of ${rounds}`);
    times.push(await startOnce(join(work, `ready-${round}.json`)));
  }
  return {
    title: "The whole engine on one machine",
    method: `Seconds from the command of \`npm start\` to the first request answered 200; ${rounds} rounds. Median (least … most).`,
    columns: ["", "s"],
    rows: [["first accepted request", shown(spreadOf(times), 1)]],
    limits: [],
  };
};
