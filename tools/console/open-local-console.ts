import { join } from "node:path";
import { makeKnownTabs } from "./server/known-tabs";
import { type Console, openConsole } from "./server/open-console";
import type { EngineFeed, LocalEngine, RunningProgram } from "./source/local/engine-feed";

type LocalConsoleOptions = {
  readonly port: number;
  /** The project's folder, below which actions are recorded. */
  readonly folder: string;
  /** The checkout whose program runs, and the file of its config where that is another than the checkout's own. */
  readonly program?: RunningProgram;
  readonly warn: (text: string) => void;
};

/** Opens the console of a local engine; all but the listener is loaded when somebody looks. */
export const openLocalConsole = (
  engine: LocalEngine,
  feed: EngineFeed,
  { port, folder, program = { folder, configFile: undefined }, warn }: LocalConsoleOptions,
): Promise<Console> => {
  feed.watchWrites(engine.services.taps.dynamo, engine.ready.tables.conversations);
  const tabs = makeKnownTabs(join(folder, ".local/console-tabs.json"));
  return openConsole({
    port,
    warn,
    tabs,
    makeApp: () => {
      // Loaded late: what the console needs would make the start longer, and mostly nobody looks at once.
      const { consoleOfEngine } = require("./console-of-engine") as typeof import("./console-of-engine");
      return consoleOfEngine(engine, feed, { folder, program, tabs, warn });
    },
  });
};
