import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../local/temporary-folder";
import { projectFolder } from "./workflow-files";

/** What a release changes in the program: a text of a file, and what stands there instead. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

const changed = (folder: string, { file, from, to }: Change): void => {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
};

/** A copy of the program in a folder of its own, with changes: another release of it. */
export const anotherRelease = (changes: readonly Change[]): string => {
  const folder = temporaryFolder();
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", listed, { cwd: projectFolder, encoding: "utf8" }).trim().split("\n");
  for (const file of files.filter((name) => !/^(?:docs|tests|\.github)\//.test(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(projectFolder, file), join(folder, file));
  }
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  for (const change of changes) changed(folder, change);
  return folder;
};
