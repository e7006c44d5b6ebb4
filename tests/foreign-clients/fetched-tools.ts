import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import tools from "./tools.json";

/** Where the generators and the fuzzer are kept, out of git's sight. */
const kept = join(__dirname, "../../.local/foreign-clients");

/** Runs a command to its end; what it said where it failed. */
export const run = (command: string, words: readonly string[], folder: string): Promise<string | undefined> =>
  new Promise((done) => {
    execFile(command, words, { cwd: folder, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done(error === null ? undefined : `${error.message.split("\n")[0]}\n${`${stdout}${stderr}`.slice(-4_000)}`),
    );
  });

/** A folder with what a list of tools names, or why there is none; whatever was fetched in part is fetched anew. */
type Fetched = { readonly folder: string } | { readonly skipped: string };

const fetched = async (
  kind: keyof typeof tools,
  steps: (folder: string) => readonly (readonly string[])[],
): Promise<Fetched> => {
  const folder = join(kept, kind);
  const done = join(folder, `${tools[kind].join(" ").replace(/[^\w. =-]/g, "_")}.done`);
  if (existsSync(done)) return { folder };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`Fetching ${tools[kind].join(", ")}, this once`);
  for (const [command = "", ...words] of steps(folder)) {
    const failure = await run(command, words, folder);
    if (failure !== undefined) return { skipped: failure };
  }
  writeFileSync(done, "");
  return { folder };
};

/** Generators from npm; their folder. */
export const nodeTools = (): Promise<Fetched> =>
  fetched("node", (folder) => [
    ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", `--prefix=${folder}`, ...tools.node],
  ]);

/** A generator and a fuzzer from PyPI; the folder of their virtual environment. */
export const pythonTools = async (): Promise<Fetched> =>
  (await run("python3", ["--version"], __dirname)) === undefined
    ? fetched("python", (folder) => [
        ["python3", "-m", "venv", folder],
        [join(folder, "bin/pip"), "install", "--quiet", "--disable-pip-version-check", ...tools.python],
      ])
    : { skipped: "there is no python3" };
