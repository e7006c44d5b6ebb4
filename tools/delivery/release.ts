import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { exitCodesHelp, NotDone, processOutput, runProcess, wordsOf } from "../command-line";
import { release } from "./release-flow";

/** Runs a command with the terminal as its own; gives its exit code. */
const runCommand = (command: string, words: readonly string[], folder: string): Promise<number> =>
  new Promise((done, failed) => {
    const child = spawn(command, words, { cwd: folder, stdio: "inherit" });
    child.on("error", failed);
    child.on("close", (code) => done(code ?? 1));
  });

/** The same for a command that is to end with 0. */
const succeed = (command: string, words: readonly string[], folder: string): TE.TaskEither<string, void> =>
  pipe(
    TE.tryCatch(() => runCommand(command, words, folder), wordsOf),
    TE.filterOrElse(
      (code) => code === 0,
      (code) => `${[command, ...words].join(" ")} ended with ${code}`,
    ),
    TE.map(() => undefined),
  );

/** A checkout of a commit in a folder of its own, with its packages as the lockfile has them, none of whose scripts may run beside a token. Without it there is nothing more to do. */
const checkoutOf = async (commit: string, repository: string): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), "release-")), "program");
  const made = await pipe(
    succeed("git", ["worktree", "add", "--detach", folder, commit], repository),
    TE.chain(() => succeed("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)),
  )();
  if (E.isLeft(made)) throw new NotDone(made.left);
  return folder;
};

const project = resolve(__dirname, "../..");

void runProcess(
  new Command("npm run release --")
    .description(
      "Deploys this checkout to a stack, tries it with a message per channel through simulated carriers, and returns to the last release when that fails.",
    )
    .requiredOption("--stack <name>", "the stack; its project ci-smoke pi-smoke is used for the smoke test")
    .option("--previous <commit>", "the last release; empty or absent: there is none, and nothing is returned to", "")
    .addHelpText(
      "after",
      `
Not done means returned to the last release, or left as it is where neither works.${exitCodesHelp}`,
    )
    .action(async ({ stack, previous }) => {
      const end = await release(
        {
          deploy: (folder) => succeed("tools/delivery/deploy.sh", [stack], folder),
          smoke: async () => (await runCommand("npm", ["run", "test:smoke", "--", "--stack", stack], project)) === 0,
          previous: async () => (previous === "" ? undefined : checkoutOf(previous, project)),
          say: processOutput.print,
        },
        project,
      );
      if (end !== "released") throw new NotDone();
    }),
);
