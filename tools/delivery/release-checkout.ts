import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { wordsOf } from "../command-line";
import type { NotDeployed } from "./deploy-release";

/** A state in files is written anew at every step of a deployment: by a first one 105 MB, compressed 7 MB. Either form is read, whoever wrote it. */
const COMPRESSED = { PULUMI_DIY_BACKEND_GZIP: "true" };

/** Runs a command with the terminal as its own; gives its exit code. */
export const runCommand = (command: string, words: readonly string[], folder: string): Promise<number> =>
  new Promise((done, failed) => {
    const child = spawn(command, words, { cwd: folder, stdio: "inherit", env: { ...COMPRESSED, ...process.env } });
    child.on("error", failed);
    child.on("close", (code) => done(code ?? 1));
  });

/** The same for a command that is to end with 0. */
export const succeed = (command: string, words: readonly string[], folder: string): TE.TaskEither<string, void> =>
  pipe(
    TE.tryCatch(() => runCommand(command, words, folder), wordsOf),
    TE.filterOrElse(
      (code) => code === 0,
      (code) => `${[command, ...words].join(" ")} ended with ${code}`,
    ),
    TE.map(() => undefined),
  );

const LOCK = "package-lock.json";

/** The packages of a lockfile are those of another one that is the same; else they are fetched by its digests, and none of their scripts may run beside a token. */
const withPackages = (folder: string, own: string): TE.TaskEither<string, void> => {
  const [wanted, there] = [folder, own].map((one) => readFileSync(join(one, LOCK), "utf8"));
  if (wanted !== there) return succeed("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
  return TE.tryCatch(async () => symlinkSync(join(own, "node_modules"), join(folder, "node_modules")), wordsOf);
};

/** Deploys from a checkout of a commit with its packages, which is removed afterwards. */
export const inCheckoutOf = (
  commit: string,
  own: string,
  deploy: (folder: string) => TE.TaskEither<NotDeployed, void>,
): TE.TaskEither<NotDeployed, void> => {
  const untouched = TE.mapLeft((reason: string): NotDeployed => ({ reason, isTouched: false }));
  const folder = join(mkdtempSync(join(tmpdir(), "release-")), "program");
  return TE.bracket(
    untouched(succeed("git", ["worktree", "add", "--detach", folder, commit], own)),
    () =>
      pipe(
        untouched(withPackages(folder, own)),
        TE.chain(() => deploy(folder)),
      ),
    () => untouched(succeed("git", ["worktree", "remove", "--force", folder], own)),
  );
};
