import { once } from "node:events";
import { resolve } from "node:path";
import * as t from "io-ts";
import { type ConsoleCliOptions, consoleHelp, readConsoleOptions } from "../console/cli-options";
import { consoleOfStack } from "../console/console-of-stack";
import { makeConsoleApp } from "../console/server/console-app";
import { openConsole } from "../console/server/open-console";
import { readyPlace, startCommandFor } from "../engine/update/running-engine";
import { readReadyFile } from "../ops/connect/ready-file";
import { openInBrowser } from "./open-in-browser";

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const warn = (text: string): void => void process.stderr.write(`${text}\n`);

const WithConsole = t.type({ consoleUrl: t.union([t.string, t.null]) });

/** The engine's own console sees more than another process could: all that is needed is its address. */
const pointToEngine = async ({ ready = readyPlace(), open }: ConsoleCliOptions): Promise<void> => {
  const { consoleUrl } = readReadyFile(ready, WithConsole);
  if (consoleUrl === null) throw new Error("that engine was started with --no-console; start it without");
  await fetch(new URL("/", consoleUrl)).catch(() => {
    throw new Error(`the engine that wrote ${ready} runs no more: ${startCommandFor(ready)}`);
  });
  print(`The local engine has its own console:\n\n  ${consoleUrl}\n`);
  if (open) openInBrowser(consoleUrl, print);
};

const openOnStack = async (options: ConsoleCliOptions): Promise<void> => {
  const folder = resolve(__dirname, "../..");
  const parts = await consoleOfStack(options, folder, warn);
  const app = makeConsoleApp(parts);
  const { url, stop } = await openConsole({ port: options.port, makeApp: async () => app, warn });
  print(
    `The console of ${options.stack} is open, ${options.allowActions ? "and may act" : "and only looks"}; Ctrl-C ends it.\n\n  ${url}\n`,
  );
  if (options.open) openInBrowser(url, print);
  const asked = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => asked.abort());
  await once(asked.signal, "abort");
  await stop();
  await app.close();
};

const run = async (argv: readonly string[]): Promise<number> => {
  let options: ConsoleCliOptions;
  try {
    options = readConsoleOptions(argv);
  } catch (error) {
    warn(`${error instanceof Error ? error.message : String(error)}\nnpm run console -- --help lists the options`);
    return 2;
  }
  try {
    if (options.help) print(consoleHelp);
    else if (options.stack === "local") await pointToEngine(options);
    else await openOnStack(options);
    return 0;
  } catch (error) {
    warn(`Not done: ${error instanceof Error ? error.message || error.name : String(error)}`);
    return 1;
  }
};

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
