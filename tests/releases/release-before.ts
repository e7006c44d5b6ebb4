import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { copyProject, project, withChanges } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";

const PARTS = ["index.ts", "infra", "instructions", "runtime", "package.json", "tsconfig.json", "tsconfig.pulumi.json"];

/** The program of an earlier commit, with today's packages. */
export const programOf = (commit: string): string => {
  const folder = temporaryFolder();
  const input = execFileSync("git", ["archive", commit, "Pulumi.yaml", ...PARTS], { cwd: project, maxBuffer: 1e8 });
  execFileSync("tar", ["-x", "-C", folder], { input });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
};

/** Today's program with some of its functions as they were. */
export const withFunctionsOf = (before: string, functions: readonly string[]): string => {
  const folder = copyProject(temporaryFolder());
  cpSync(join(before, "runtime"), join(folder, "runtime/before"), { recursive: true });
  const changes = functions.map((name) => ({
    file: `infra/functions/${name}.ts`,
    from: '"../../runtime/handlers/',
    to: '"../../runtime/before/handlers/',
  }));
  return withChanges(folder, ...changes);
};
