import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkoutOf } from "./checkout-of";
import { release } from "./release-flow";
import { mustSucceed, runCommand } from "./run-command";

const project = resolve(__dirname, "../..");

const helpText = `Deploys this checkout to a stack, tries it with a message per channel through simulated carriers, and returns to the
last release when that fails.

  npm run release -- --stack NAME [--previous COMMIT]

  --stack NAME        the stack; its project ci-smoke pi-smoke is used for the smoke test
  --previous COMMIT   the last release; empty or absent: there is none, and nothing is returned to
  --help              shows this

Exit code 0: released. 1: returned to the last release, or left as it is where neither works.
`;

const options = {
  stack: { type: "string" },
  previous: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(helpText);
    return 0;
  }
  const { stack, previous = "" } = values;
  if (stack === undefined) throw new Error("which stack? --stack NAME");
  const end = await release(
    {
      deploy: (folder) => mustSucceed("scripts/delivery/deploy.sh", [stack], folder),
      smoke: async () => (await runCommand("npm", ["run", "test:smoke", "--", "--stack", stack], project)) === 0,
      previous: async () => (previous === "" ? undefined : checkoutOf(previous, project)),
      say: (line) => console.log(line),
    },
    project,
  );
  return end === "released" ? 0 : 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(`Not released: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
