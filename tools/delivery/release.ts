import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { release } from "./release-flow";

/** Runs a command with the terminal as its own; gives its exit code. */
export const runCommand = (command: string, words: readonly string[], folder: string): Promise<number> =>
  new Promise((done, failed) => {
    const child = spawn(command, words, { cwd: folder, stdio: "inherit" });
    child.on("error", failed);
    child.on("close", (code) => done(code ?? 1));
  });

/** The same for a command that must succeed. */
export const mustSucceed = async (command: string, words: readonly string[], folder: string): Promise<void> => {
  const code = await runCommand(command, words, folder);
  if (code !== 0) throw new Error(`${[command, ...words].join(" ")} ended with ${code}`);
};

/** A checkout of a commit in a folder of its own, with its packages installed. */
export const checkoutOf = async (commit: string, repository: string): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), "release-")), "program");
  await mustSucceed("git", ["worktree", "add", "--detach", folder, commit], repository);
  await mustSucceed("npm", ["install", "--no-audit", "--no-fund"], folder);
  return folder;
};

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
      deploy: (folder) => mustSucceed("tools/delivery/deploy.sh", [stack], folder),
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
