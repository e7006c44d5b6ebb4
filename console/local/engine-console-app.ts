import type { ConsoleApp } from "../server/console-app";
import { makeConsoleApp } from "../server/console-app";
import type { EngineFeed } from "../source/local/engine-feed";
import type { LocalEngine } from "../source/local/local-engine";
import { consoleOfEngine } from "./console-of-engine";

/** The whole console of a local engine. */
export const engineConsoleApp = async (
  engine: LocalEngine,
  feed: EngineFeed,
  folder: string,
  warn: (text: string) => void,
): Promise<ConsoleApp> => makeConsoleApp(await consoleOfEngine(engine, feed, folder, warn));
