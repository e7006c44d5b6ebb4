import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { sampleStack } from "../../../tools/measure/sample/captured-program";
import { projectFolder } from "./workflow-files";

const projectsIn = (stack: string): readonly unknown[] => {
  const { config } = parse(readFileSync(sampleStack(stack), "utf8")) as {
    readonly config: Readonly<Record<string, readonly unknown[]>>;
  };
  return config["ai-multi-comms:projects"] ?? [];
};

/** The value of `--config` that gives a local engine the projects of these sample stacks. */
export const projectsOf = (...stacks: readonly string[]): string =>
  `projects=${JSON.stringify(stacks.flatMap(projectsIn))}`;

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
