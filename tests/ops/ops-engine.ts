import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readOptions } from "../../local/run/options";
import { type Engine, startEngine } from "../../local/run/start-engine";
import { runOps } from "../../ops/cli/run-ops";
import { recordingTerminal } from "./recording-terminal";

/** Times so short that what goes wrong is given up within seconds. */
const config = {
  queueMaxReceiveCount: 2,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.1,
  reconcileAfterSeconds: 1,
  sweepSeconds: 2,
};

export type OpsEngine = {
  readonly engine: Engine;
  readonly readyFile: string;
  /** Every log line of a function, as JSON. */
  readonly logged: readonly string[];
  /** Runs a command on the engine, with JSON as its answer. */
  readonly ops: (
    ...argv: readonly string[]
  ) => Promise<{ readonly code: number; readonly data: unknown; readonly warned: string }>;
  readonly stop: () => Promise<void>;
};

const quiet = () => undefined;

/** A fast engine with its ready file, for the commands to find it by. */
export const startOpsEngine = async (): Promise<OpsEngine> => {
  const folder = mkdtempSync(join(tmpdir(), "ops-"));
  const ready = join(folder, "ready.json");
  const logged: string[] = [];
  const engine = await startEngine(
    resolve(__dirname, "../.."),
    readOptions([
      ...["--port", "0", "--ready", ready],
      ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
    ]),
    {
      onLogLine: (line) => void logged.push(JSON.stringify(line)),
      onAccess: quiet,
      onAlarm: quiet,
      onLedgerEntry: quiet,
      warn: quiet,
    },
  );
  return {
    engine,
    readyFile: ready,
    logged,
    ops: async (...argv) => {
      const terminal = recordingTerminal();
      const code = await runOps([...argv, "--ready", ready, "--json"], terminal);
      const [printed] = terminal.printed;
      return {
        code,
        data: printed === undefined ? undefined : JSON.parse(printed),
        warned: terminal.warned.join("\n"),
      };
    },
    stop: async () => {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
