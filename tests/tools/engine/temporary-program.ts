import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import type { RunOptions, RunResult } from "../../../tools/engine/program/deployment";
import { runProgram } from "../../../tools/engine/program/run-program";
import { answerLocally } from "../../../tools/engine/resources/data-sources";
import { fabricate } from "../../../tools/engine/resources/identity";
import { temporaryFolder } from "../../helpers/temporary-folder";

const tsconfig = {
  compilerOptions: { module: "nodenext", target: "ES2023", noCheck: true, useDefineForClassFields: false },
};

const compiled = (source: string): string =>
  transformSync(source, { loader: "ts", format: "cjs", tsconfigRaw: tsconfig }).code;

/**
 * Writes a small TypeScript program to a folder of its own and runs it there. It is compiled here, since loading the compiler
 * in each program's process takes most of a test's time; or by the program's own process, as in a deployment.
 */
export const runSource = (
  source: string,
  options: Partial<RunOptions> = {},
  typescript = false,
): Promise<RunResult> => {
  const folder = temporaryFolder();
  symlinkSync(resolve(__dirname, "../../../node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "program" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: demo\nruntime: nodejs\n");
  writeFileSync(join(folder, typescript ? "index.ts" : "index.js"), typescript ? source : compiled(source));
  return runProgram({
    folder,
    project: "demo",
    stack: "test",
    config: {},
    preview: false,
    create: fabricate,
    invoke: answerLocally,
    ...(typescript ? {} : { environment: { PULUMI_NODEJS_TYPESCRIPT: "false" } }),
    ...options,
  });
};
