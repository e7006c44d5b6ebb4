import { join } from "node:path";
import { findCli, versionOf } from "./cli";

/** `npm run test:pulumi`: the program under Pulumi's own command. With --no-build nothing is built: it is skipped where there is none. */
const main = async (): Promise<void> => {
  const words = process.argv.slice(2);
  const pattern = words.find((word) => !word.startsWith("-")) ?? "";
  const cli = await findCli(!words.includes("--no-build"), console.log);
  if ("skipped" in cli) return console.log(cli.skipped);
  console.log(`${cli.path} (${versionOf(cli.path)})`);
  process.env.PULUMI_CLI = cli.path;
  process.argv[2] = `^pulumi/${pattern}.*\\.scenario\\.ts$`;
  require(join(__dirname, "../../tools/main/test-group.cjs"));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
