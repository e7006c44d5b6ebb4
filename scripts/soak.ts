import { makeProgress } from "./soak/progress";
import { runSoak } from "./soak/run-soak";
import { startSoakEngine } from "./soak/soak-engine";
import { readSoakOptions, type SoakOptions, soakHelp } from "./soak/soak-options";

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const optionsOrHelp = (): SoakOptions | undefined => {
  try {
    const options = readSoakOptions(process.argv.slice(2));
    if (!options.help) return options;
    print(soakHelp);
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nnpm run soak -- --help tells more\n`,
    );
    process.exitCode = 2;
  }
  return undefined;
};

const soak = async (options: SoakOptions): Promise<void> => {
  const alarms = new Set<string>();
  const warnings = new Map<string, number>();
  print("Deploying the program to this machine …");
  const engine = await startSoakEngine({ alarms, warnings });
  process.once("SIGINT", () => void engine.stop().finally(() => process.exit(130)));
  try {
    const exact = await runSoak(engine, { options, print, progress: makeProgress(process.stderr) });
    if (alarms.size > 0) print(`Alarms: ${[...alarms].sort().join(", ")}`);
    for (const [text, times] of warnings) print(`Warning, ${times} times: ${text}`);
    print(exact ? "Exact: nothing lost, nothing sent twice." : "NOT EXACT.");
    if (!exact) process.exitCode = 1;
  } finally {
    await engine.stop();
  }
};

const options = optionsOrHelp();
if (options !== undefined) {
  soak(options).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
