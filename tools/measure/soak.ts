import { NotDone, processOutput, runProcess } from "../command-line";
import { startQuietEngine } from "./sample/quiet-engine";
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

const soak = async (options: SoakOptions): Promise<void> => {
  const alarms = new Set<string>();
  const warnings = new Map<string, number>();
  print("Deploying the program to this machine …");
  const engine = await startQuietEngine(config, {
    onAlarm: ({ state }) => void (state.value === "ALARM" && alarms.add(state.alarm.name)),
    warn: (text) => void warnings.set(text, (warnings.get(text) ?? 0) + 1),
  });
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
