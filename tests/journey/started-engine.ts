import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ready } from "../../tools/engine/run/ready";
import { project, sampleStack } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";
import { eventually } from "./eventually";

const ownConfig = ["--config-file", sampleStack("local")];

const gather = (child: ChildProcess): (() => string) => {
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => void parts.push(String(part)));
  return () => parts.join("");
};

/** Starts the command line of `npm start` with a ready file, in a process group of its own, as a shell does. */
export const startCommand = (options: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const readyFile = join(temporaryFolder(), "ready.json");
  const child = spawn(
    process.execPath,
    [join(project, "tools/main/run.cjs"), "tools/main/start.ts", ...ownConfig, "--ready", readyFile, ...options],
    {
      cwd: project,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      // As it is started by anybody but the tests.
      env: { ...process.env, KEEP_PROGRAMS: "", ...environment },
    },
  );
  const output = gather(child);
  const exited = new Promise<{ readonly code: number | null; readonly signal: string | null }>((ended) =>
    child.once("close", (code, signal) => ended({ code, signal })),
  );
  const pid = child.pid ?? 0;
  return {
    pid,
    readyFile,
    output,
    ready: () =>
      eventually(`ready file; until now: ${output()}`, async () => {
        if (child.exitCode !== null) throw new Error(`ended before it was ready: ${output()}`);
        return existsSync(readyFile) ? (JSON.parse(readFileSync(readyFile, "utf8")) as Ready) : undefined;
      }),
    /** Sends a signal to the whole group, as Ctrl-C does. */
    signalGroup: (signal: NodeJS.Signals) => void process.kill(-pid, signal),
    kill: () => void child.kill("SIGKILL"),
    exited,
  };
};

export type StartedEngine = ReturnType<typeof startCommand>;
