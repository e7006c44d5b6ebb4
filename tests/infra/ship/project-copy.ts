import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryFolder } from "../../local/temporary-folder";

const project = resolve(__dirname, "../../..");

const files = ["index.ts", "infra", "runtime", "package.json", "tsconfig.json", "Pulumi.yaml", "Pulumi.dev.yaml"];

/** The program in a folder of its own, with the same packages; `index` replaces its entry. */
export const projectCopy = (index?: string): string => {
  const folder = temporaryFolder();
  for (const file of files) cpSync(join(project, file), join(folder, file), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  if (index !== undefined) writeFileSync(join(folder, "index.ts"), index);
  return folder;
};
