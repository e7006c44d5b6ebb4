import { resolve } from "node:path";
import { processOutput, runProcess } from "../command-line";
import { type ConsoleCliOptions, consoleCommand, consoleOptions } from "../console/cli-options";
import { consoleOfStack } from "../console/console-of-stack";
import { openConsole } from "../console/server/open-console";
import { readReadyFile } from "../ops/connect/ready-file";
import { askedToEnd, untilAsked } from "./asked-to-end";
import { openInBrowser } from "./open-in-browser";

const { print, warn } = processOutput;

/** The engine's own console sees more than another process could: all that is needed is its address. */
const pointToEngine = async (ready: string, open: boolean): Promise<void> => {
  const { consoleUrl } = await readReadyFile(ready);
  if (consoleUrl === null) throw new Error("that engine was started with --no-console; start it without");
  print(`The local engine has its own console:\n\n  ${consoleUrl}\n`);
  if (open) openInBrowser(consoleUrl, print);
};

const openOnStack = async (options: ConsoleCliOptions): Promise<void> => {
  const folder = resolve(__dirname, "../..");
  const app = await consoleOfStack(options, folder, warn);
  const { url, stop } = await openConsole({ port: options.port, makeApp: async () => app, warn });
  print(
    `The console of ${options.stack} is open, ${options.allowActions ? "and may act" : "and only looks"}; Ctrl-C ends it.\n\n  ${url}\n`,
  );
  if (options.open) openInBrowser(url, print);
  await untilAsked(askedToEnd(), async () => {
    await stop();
    await app.close();
  });
};

void runProcess(
  consoleCommand().action((given) => {
    const options = consoleOptions(given);
    return options.ready === undefined ? openOnStack(options) : pointToEngine(options.ready, options.open);
  }),
);
