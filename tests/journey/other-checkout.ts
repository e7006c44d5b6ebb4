import { cpSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../local/temporary-folder";

const project = resolve(__dirname, "../..");

/** What the program does not need. */
const left = [".git", ".local", "node_modules", "tests", "docs"];

/** Another checkout of the project, in which one text of one file is another. */
export const otherCheckout = (file: string, text: string, other: string): string => {
  const folder = realpathSync(temporaryFolder());
  for (const name of readdirSync(project).filter((entry) => !left.includes(entry)))
    cpSync(join(project, name), join(folder, name), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  const content = readFileSync(join(folder, file), "utf8");
  if (!content.includes(text)) throw new Error(`${file} does not hold: ${text}`);
  writeFileSync(join(folder, file), content.replace(text, other));
  return folder;
};
