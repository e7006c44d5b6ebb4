import { execFile } from "node:child_process";
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

/** Runs the suites as `npm run test:…` without options does: nothing but the environment tells them where the stack is. */
export const tried = (
  suites: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: unknown; readonly text: string }> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      ["tools/main/run.cjs", "tools/delivery/try-stack.ts", suites],
      { cwd: projectFolder, env: { PATH: process.env.PATH, ...environment } },
      (error, stdout, stderr) => done({ code: error?.code ?? 0, text: `${stdout}${stderr}` }),
    );
  });
