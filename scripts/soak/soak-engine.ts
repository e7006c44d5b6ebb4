import { resolve } from "node:path";
import { readOptions } from "../../local/run/options";
import { type Engine, startEngine } from "../../local/run/start-engine";

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
