import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "./workflow-files";

/** The value of `--config` that gives a local engine the projects of the dev stack. */
export const projectsOfDev = (): string => {
  const { config } = parse(readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  return `projects=${JSON.stringify(config["ai-multi-comms:projects"])}`;
};
