import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "./workflow-files";

const projectsIn = (stack: string): readonly unknown[] => {
  const { config } = parse(readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8")) as {
    readonly config: Readonly<Record<string, readonly unknown[]>>;
  };
  return config["ai-multi-comms:projects"] ?? [];
};

const asConfig = (projects: readonly unknown[]): string => `projects=${JSON.stringify(projects)}`;

/** The value of `--config` that gives a local engine the projects of the dev stack. */
export const projectsOfDev = (): string => asConfig(projectsIn("dev"));

/** The same with those of the demonstration, whose carriers are the stand-ins. */
export const allProjects = (): string => asConfig([...projectsIn("local"), ...projectsIn("dev")]);
