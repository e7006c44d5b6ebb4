import { resolve } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { bundleEntry } from "../../infra/ship/bundle-entry";
import { runProgram } from "../../local/engine/run-program";
import { readStackConfig } from "../../local/engine/stack-config";
import { answerLocally } from "../../local/resources/data-sources";
import { fabricate } from "../../local/resources/fabricate";
import type { Section } from "./report/section";
import { shown, spreadOf } from "./report/spread";
import { entries } from "./sample/entries";
import { manyProjects } from "./sample/many-projects";

const folder = resolve(__dirname, "../..");

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await act();
  return performance.now() - start;
};

/** The whole program in a process of Pulumi's own runner, every resource answered at once. */
const program = (projects: number) => async (): Promise<void> => {
  const settings = readStackConfig({ folder, stack: "local", overrides: { projects: manyProjects(projects) } });
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
    "of which: Pulumi's list of packages, once": () => runtime.computeCodePaths({}),
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
