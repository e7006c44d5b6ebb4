import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { readStackConfig } from "../engine/stack-config";

const projectOf = (folder: string): string => readStackConfig({ folder, stack: "local" }).project;

/** Requires a checkout of the same project with its packages installed. */
export const requireProgram = (folder: string, own: string): void => {
  if (!isAbsolute(folder)) throw new Error(`${folder}: expected an absolute path`);
  for (const [name, hint] of [
    ["Pulumi.yaml", "it is no checkout of this project"],
    ["node_modules", "run npm install there first"],
  ] as const)
    if (!existsSync(join(folder, name))) throw new Error(`${folder}: there is no ${name}; ${hint}`);
  const [project, running] = [projectOf(folder), projectOf(own)];
  if (project !== running) throw new Error(`${folder} is the project ${project}; the engine runs ${running}`);
};
