import { execFile } from "node:child_process";
import { projectFolder } from "./workflow-files";

/** Runs the suites as `npm run test:…` without options does: nothing but the environment tells them where the stack is. */
export const tried = (
  suites: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: unknown; readonly text: string }> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      ["bin/run.cjs", "scripts/delivery/try-stack.ts", suites],
      { cwd: projectFolder, env: { PATH: process.env.PATH, ...environment } },
      (error, stdout, stderr) => done({ code: error?.code ?? 0, text: `${stdout}${stderr}` }),
    );
  });
