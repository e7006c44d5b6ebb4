import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { banner } from "./banner";
import { helpText } from "./help-text";
import { type Options, readOptions } from "./options";
import { startEngine } from "./start-engine";
import { accessText, alarmText, ledgerText, logLineText } from "./terminal-lines";

const print = (text: string | undefined): void => {
  if (text !== undefined) process.stdout.write(`${text}\n`);
};

const fail = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
};

const optionsOrHelp = (): Options | undefined => {
  try {
    const options = readOptions(process.argv.slice(2));
    if (!options.help) return options;
    print(helpText);
  } catch (error) {
    fail(error);
    process.stderr.write("npm start -- --help lists the options\n");
  }
  return undefined;
};

/** The first signal ends the run in order; a second one at once. */
const onceAsked = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        done();
      });
    }
  });

const run = async (options: Options): Promise<void> => {
  const asked = onceAsked();
  print("Deploying the program to this machine …");
  const engine = await startEngine(resolve(__dirname, "../.."), options, {
    onLogLine: (line) => print(logLineText(line)),
    onAccess: (entry) => print(accessText(entry)),
    onAlarm: (change) => print(alarmText(change, new Date())),
    onLedgerEntry: (entry) => print(ledgerText(entry)),
    warn: (text) => print(`warning: ${text}`),
  });
  print(banner(engine.ready, process.uptime(), randomUUID(), new Date()));
  await asked;
  print("Ending …");
  await engine.stop();
  print("Ended.");
};

const options = optionsOrHelp();
if (options !== undefined) run(options).catch(fail);
