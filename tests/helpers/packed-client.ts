import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { project } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "./temporary-folder";

const run = promisify(execFile);
const source = join(project, "clients/typescript");

/** Packs the client as `npm pack` does and installs it, with no network, where nothing else is: the folder. */
export const installedClient = async (): Promise<string> => {
  const folder = temporaryFolder();
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: source });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const quiet = ["--offline", "--no-audit", "--no-fund", "--silent"];
  await run("npm", ["install", ...quiet, `./${stdout.trim()}`], { cwd: folder });
  return folder;
};

/** The first block of the package's README, for another address and key. */
export const readmeLines = (baseUrl: string, apiKey: string): string => {
  const [, lines = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(source, "README.md"), "utf8")) ?? [];
  return lines.replace(/baseUrl: "[^"]*"/, `baseUrl: "${baseUrl}"`).replace(/apiKey: "[^"]*"/, `apiKey: "${apiKey}"`);
};
