import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustSucceed } from "./run-command";

/** A checkout of a commit in a folder of its own, with its packages installed. */
export const checkoutOf = async (commit: string, repository: string): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), "release-")), "program");
  await mustSucceed("git", ["worktree", "add", "--detach", folder, commit], repository);
  await mustSucceed("npm", ["install", "--no-audit", "--no-fund"], folder);
  return folder;
};
