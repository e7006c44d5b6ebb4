import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { runProcess } from "../command-line";
import { openLocalConsole } from "../console/open-local-console";
import { makeEngineFeed } from "../console/source/local/engine-feed";
import { type Options, startCommand, startOptions } from "../engine/options";
import { announce, type ReadyFile } from "../engine/run/ready";
import { type Engine, type Listeners, type OpenConsole, startEngine } from "../engine/run/start-engine";
import { accessText, alarmText, banner, ledgerText, logLineText, updateText } from "../engine/run/terminal";
import { readyPlace } from "../engine/update/running-engine";
import { askedToEnd, untilAsked } from "./asked-to-end";
import { openInBrowser } from "./open-in-browser";

const print = (text: string | undefined): void => {
  if (text !== undefined) process.stdout.write(`${text}\n`);
};

/** The running engine, or nothing when the run was ended before all was up. */
const start = async (
  options: Options,
  asked: AbortSignal,
  onUpdate: NonNullable<Listeners["onUpdate"]>,
): Promise<Engine | undefined> => {
  const folder = resolve(__dirname, "../..");
  const port = options.consolePort;
  const feed = port === undefined ? undefined : makeEngineFeed();
  const warn = (text: string): void => print(`warning: ${text}`);
  const listeners = {
    onLogLine: (line) => {
      feed?.onLogLine(line);
      print(logLineText(line));
    },
    onAccess: (entry) => {
      feed?.onAccess(entry);
      print(accessText(entry));
    },
    onAlarm: (change) => print(alarmText(change, new Date())),
    onLedgerEntry: (entry) => {
      feed?.onLedgerEntry(entry);
      print(ledgerText(entry));
    },
    onUpdate,
    warn,
  } satisfies Listeners;
  const openConsole: OpenConsole | undefined =
    feed && port !== undefined
      ? (target) =>
          openLocalConsole(target, feed, { port, folder, program: { folder, configFile: options.configFile }, warn })
      : undefined;
  try {
    return await startEngine(folder, options, listeners, asked, openConsole);
  } catch (error) {
    if (asked.aborted) return undefined;
    throw error;
  }
};

const run = async (options: Options): Promise<void> => {
  // Whatever this process and its functions write, stores included, is for its owner alone.
  process.umask(0o077);
  // The stores keep many small buffers, each of which would keep alive the 64 KiB that it was cut from: 230 KB for a message.
  Buffer.poolSize = 0;
  const asked = askedToEnd();
  print("Deploying the program to this machine …");
  let announced: ReadyFile | undefined;
  const engine = await start(options, asked, (summary, ready, before) => {
    announced?.write(ready);
    print(updateText(summary, ready, before, new Date()));
  });
  if (engine !== undefined) {
    print(banner(engine.ready, process.uptime(), randomUUID(), new Date()));
    announced = await announce(readyPlace(), engine.ready);
    if (announced === undefined)
      print(`${readyPlace()} is another engine's that runs: commands for this one need --ready.\n`);
    if (options.open && engine.ready.consoleUrl !== null) openInBrowser(engine.ready.consoleUrl, print);
  }
  await untilAsked(asked, async () => {
    print("Ending …");
    await announced?.stop();
    await engine?.stop();
    print("Ended.");
  });
};

void runProcess(startCommand().action((given) => run(startOptions(given))));
