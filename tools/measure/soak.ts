import { resolve } from "node:path";
import { NotDone, processOutput, runProcess } from "../command-line";
import { readOptions } from "../engine/options";
import { type Engine, startEngine } from "../engine/run/start-engine";
import { makeProgress, runSoak } from "./soak/run-soak";
import { type SoakOptions, soakCommand } from "./soak/soak-options";

const { print } = processOutput;

/** Short times, so that what dies is taken up within seconds; leases still outlast every call. */
const config = {
  logLevel: "WARN",
  processorTimeoutSeconds: 20,
  leaseSeconds: 12,
  heartbeatSeconds: 3,
  queueVisibilitySeconds: 20,
  queueMaxReceiveCount: 8,
  retryFirstSeconds: 0.5,
  retrySpanSeconds: 20,
  assistantTimeoutSeconds: 4,
  carrierTimeoutSeconds: 2,
  reconcileAfterSeconds: 30,
  sweepSeconds: 2,
  maximumConcurrency: 2,
};

export type Noted = {
  /** Alarms and unexpected warnings of the engine. */
  readonly warnings: Map<string, number>;
  readonly alarms: Set<string>;
};

/** The whole engine in this process, with times made short. */
export const startSoakEngine = async (noted: Noted): Promise<Engine> =>
  startEngine(
    resolve(__dirname, "../.."),
    readOptions(["--port", "0", ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`])]),
    {
      onLogLine: () => undefined,
      onAccess: () => undefined,
      onAlarm: ({ state }) => {
        if (state.value === "ALARM") noted.alarms.add(state.alarm.name);
      },
      onLedgerEntry: () => undefined,
      warn: (text) => void noted.warnings.set(text, (noted.warnings.get(text) ?? 0) + 1),
    },
  );

const soak = async (options: SoakOptions): Promise<void> => {
  const alarms = new Set<string>();
  const warnings = new Map<string, number>();
  print("Deploying the program to this machine …");
  const engine = await startSoakEngine({ alarms, warnings });
  process.once("SIGINT", () => void engine.stop().finally(() => process.exit(130)));
  try {
    const exact = await runSoak(engine, { options, print, progress: makeProgress(process.stderr) });
    if (alarms.size > 0) print(`Alarms: ${[...alarms].sort().join(", ")}`);
    for (const [text, times] of warnings) print(`Warning, ${times} times: ${text}`);
    print(exact ? "Exact: nothing lost, nothing sent twice." : "NOT EXACT.");
    if (!exact) throw new NotDone();
  } finally {
    await engine.stop();
  }
};

void runProcess(soakCommand().action((count, options) => soak({ ...options, count })));
