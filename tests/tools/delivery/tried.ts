import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { sampleStack } from "../../../tools/measure/sample/captured-program";
import { sharedJourney } from "../../journey/shared-journey";
import { projectFolder } from "./workflow-files";

/** Several suites in a row ask for more than the smoke test's project may in a minute. */
const rate_limits = { requests_per_minute: 600, requests_per_day: 10_000, max_message_length: 1024 };

const projectsIn = (stack: string): readonly object[] => {
  const { config } = parse(readFileSync(sampleStack(stack), "utf8")) as {
    readonly config: Readonly<Record<string, readonly object[]>>;
  };
  return (config["ai-multi-comms:projects"] ?? []).map((project) => ({ ...project, rate_limits }));
};

/** Suites on a local engine that has the projects of both sample stacks, the smoke test's among them. */
export const deliverySuite = sharedJourney({
  config: { logLevel: "INFO", projects: ["local", "dev"].flatMap(projectsIn) },
});

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
