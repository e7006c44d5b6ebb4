import { readControl, requestUpdate } from "../engine/update/running-engine";
import { summaryText } from "../engine/update/summary";
import { readUpOptions, type UpOptions, upHelpText } from "./up-options";

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const warn = (text: string): void => void process.stderr.write(`${text}\n`);

const optionsOrUsage = (): UpOptions | undefined => {
  try {
    return readUpOptions(process.argv.slice(2));
  } catch (error) {
    warn(`${textOf(error)}\nnpm run up -- --help lists the options`);
    process.exitCode = 2;
    return undefined;
  }
};

const update = async ({ readyFile, json, folder, config, resetConfig, preview }: UpOptions): Promise<void> => {
  const summary = await requestUpdate(
    readControl(readyFile),
    { ...(folder === undefined ? {} : { folder }), config, resetConfig, preview },
    warn,
  );
  print(json ? JSON.stringify(summary, null, 2) : summaryText(summary));
};

const run = async (): Promise<void> => {
  const options = optionsOrUsage();
  if (options === undefined) return;
  if (options.help) return print(upHelpText);
  await update(options);
};

run().catch((error: unknown) => {
  warn(`Not done: ${textOf(error)}`);
  process.exitCode = 1;
});
