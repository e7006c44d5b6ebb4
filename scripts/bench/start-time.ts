import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Ready } from "../../local/run/ready";
import { postRequest } from "../soak/post-request";
import { soakRequest } from "../soak/soak-request";
import type { Section } from "./report/section";
import { shown, spreadOf } from "./report/spread";

const project = resolve(__dirname, "../..");
const LOOK_EVERY_MS = 20;

/** Seconds from the command of `npm start` to the first accepted request. */
const startOnce = async (readyFile: string): Promise<number> => {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [join(project, "bin/run.cjs"), "local/run/main.ts", "--port", "0", "--ready", readyFile],
    { cwd: project, stdio: "ignore" },
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

export const startTime = async (rounds: number, folder: string, progress: (text: string) => void): Promise<Section> => {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`npm start: round ${round} of ${rounds}`);
    times.push(await startOnce(join(folder, `ready-${round}.json`)));
  }
  return {
    title: "The whole engine on one machine",
    method: `Seconds from the command of \`npm start\` to the first request answered 200; ${rounds} rounds. Median (least … most).`,
    columns: ["", "s"],
    rows: [["first accepted request", shown(spreadOf(times), 1)]],
    limits: [],
  };
};
