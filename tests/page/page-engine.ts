import { resolve } from "node:path";
import { openLocalConsole } from "../../console/local/open-local-console";
import { makeEngineFeed } from "../../console/source/local/engine-feed";
import { readOptions } from "../../local/run/options";
import { type Engine, startEngine } from "../../local/run/start-engine";
import { temporaryFolder } from "../local/temporary-folder";

/** Short times, so that what is broken recovers within seconds. */
const config = {
  queueVisibilitySeconds: 5,
  queueMaxReceiveCount: 3,
  retryFirstSeconds: 0.1,
  retrySpanSeconds: 0.2,
  assistantTimeoutSeconds: 2,
  carrierTimeoutSeconds: 2,
  sweepSeconds: 1,
  reconcileAfterSeconds: 4,
};

const folder = resolve(__dirname, "../..");

/** A whole engine with its console, as `npm start` starts it. */
export const startPageEngine = async (): Promise<Engine & { readonly consoleUrl: string }> => {
  const feed = makeEngineFeed();
  const quiet = () => undefined;
  const engine = await startEngine(
    folder,
    readOptions(["--port", "0", ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`])]),
    {
      onLogLine: feed.onLogLine,
      onAccess: feed.onAccess,
      onLedgerEntry: feed.onLedgerEntry,
      onAlarm: quiet,
      warn: quiet,
    },
    undefined,
    (target) => openLocalConsole(target, feed, { port: 0, folder: temporaryFolder(), warn: quiet }),
  );
  return Object.assign(engine, { consoleUrl: String(engine.ready.consoleUrl) });
};
