import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type PaperFaults, paperBackend } from "../../tools/engine/plugin/paper";
import { serveProvider } from "../../tools/engine/plugin/provider-server";
import { copyProject, project } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";

export type Ran = { readonly code: number | null; readonly text: string };

/** A checkout of its own with a backend of its own, and Pulumi's own command on it. */
export type Lab = {
  readonly folder: string;
  /** Where the backend keeps its files. */
  readonly state: string;
  /** Runs a command of the checkout to its end. */
  readonly run: (command: string, words: readonly string[]) => Promise<Ran>;
  /** The same for `pulumi`, without questions. */
  readonly pulumi: (...words: readonly string[]) => Promise<Ran>;
  /** `pulumi`, or a test that fails with what it said. */
  readonly done: (...words: readonly string[]) => Promise<string>;
  readonly start: (
    command: string,
    words: readonly string[],
  ) => {
    readonly child: ChildProcess;
    /** What it has said until now. */
    readonly said: () => string;
    readonly ended: Promise<Ran>;
  };
  /** What goes wrong from now on; nothing where a provider was given. */
  readonly setFaults: (faults: PaperFaults) => void;
};

const LAUNCHER = "at-hand";
const MOST_MS = 600_000;

/** Has a folder hold the command, and beside it the language host that a command built here lacks. */
const installCli = (cli: string, folder: string): void => {
  const script = (name: string, words: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  script("pulumi", `'${cli}'`);
  if (existsSync(join(dirname(cli), "pulumi-language-nodejs"))) return;
  const host = join(folder, "language-host.cjs");
  const entryPoints = [join(__dirname, "language-host.ts")];
  buildSync({ entryPoints, outfile: host, bundle: true, platform: "node", logLevel: "error" });
  script("pulumi-language-nodejs", `'${process.execPath}' '${host}'`);
};

const bin = (() => {
  let folder: string | undefined;
  return (): string => {
    if (folder === undefined) {
      folder = temporaryFolder();
      installCli(process.env.PULUMI_CLI ?? "", folder);
    }
    return folder;
  };
})();

/** Nothing of this process gets in but where its tools are. */
const environment = (home: string, state: string, port: number): NodeJS.ProcessEnv => ({
  PATH: [bin(), join(project, "node_modules/.bin"), process.env.PATH].join(":"),
  HOME: home,
  LANG: "C.UTF-8",
  PULUMI_HOME: home,
  PULUMI_VERSION: LAUNCHER,
  PULUMI_BACKEND_URL: `file://${state}`,
  PULUMI_CONFIG_PASSPHRASE: "of the lab",
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  PULUMI_DEBUG_PROVIDERS: `aws:${port}`,
  NODE_COMPILE_CACHE: join(project, "node_modules/.cache/node-compile"),
});

/** A new checkout without stacks, or a copy of a lab's as it is now. */
export const checkout = (from?: Lab): string => {
  const folder = join(temporaryFolder(), "program");
  if (from !== undefined) {
    cpSync(from.folder, folder, { recursive: true, verbatimSymlinks: true });
    return folder;
  }
  mkdirSync(folder);
  copyProject(folder);
  for (const more of ["tools", "package-lock.json"])
    cpSync(join(project, more), join(folder, more), { recursive: true });
  return folder;
};

/** A lab in a checkout, with the state of another one where that is given; its provider is one on paper unless it has a port already. */
export const makeLab = async (
  from?: Lab,
  { folder = checkout(from), provider }: { readonly folder?: string; readonly provider?: number } = {},
): Promise<Lab> => {
  const [home, state] = [temporaryFolder(), temporaryFolder()];
  if (from !== undefined) cpSync(from.state, state, { recursive: true });
  mkdirSync(join(home, "versions", LAUNCHER), { recursive: true });
  symlinkSync(bin(), join(home, "versions", LAUNCHER, "bin"));

  let faults: PaperFaults = {};
  const port = provider ?? (await serveProvider(paperBackend(folder, () => faults))).port;
  const env = environment(home, state, port);

  const start: Lab["start"] = (command, words) => {
    const child = spawn(command, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], timeout: MOST_MS });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once("error", reject).once("close", (code) => resolve({ code, text }));
    });
    return { child, said: () => text, ended };
  };
  const run: Lab["run"] = (command, words) => start(command, words).ended;
  const pulumi: Lab["pulumi"] = (...words) => run("pulumi", [...words, "--non-interactive", "--color=never"]);
  return {
    folder,
    state,
    start,
    run,
    pulumi,
    done: async (...words) => {
      const { code, text } = await pulumi(...words);
      assert.is(code, 0, `pulumi ${words.join(" ")}\n${text}`);
      return text;
    },
    setFaults: (next) => {
      faults = next;
    },
  };
};

const labs = new Map<string, Promise<Lab>>();

const deploy = async (stack: string): Promise<Lab> => {
  const lab = await makeLab();
  await lab.done("stack", "init", stack);
  await lab.done("up", "--stack", stack, "--yes", "--skip-preview");
  return lab;
};

/** A copy of a lab in which a stack was deployed once, by `pulumi up`. */
export const labWith = async (stack: string): Promise<Lab> => {
  const deployed = labs.get(stack) ?? deploy(stack);
  labs.set(stack, deployed);
  return makeLab(await deployed);
};

/** A resource as the state has it; secrets as ciphertext. */
export type StateResource = {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly [key: string]: unknown;
};

export const exported = async (lab: Lab, stack: string, ...words: readonly string[]) => {
  const text = await lab.done("stack", "export", "--stack", stack, ...words);
  const { deployment } = JSON.parse(text) as {
    readonly deployment: {
      readonly resources: readonly StateResource[];
      readonly pending_operations?: readonly unknown[];
    };
  };
  return { text, ...deployment };
};

/** Every resource with what it was given and what it answers, a line of JSON each, secrets in clear. */
export const standing = async (lab: Lab, stack: string): Promise<readonly string[]> =>
  (await exported(lab, stack, "--show-secrets")).resources
    .filter(({ custom }) => custom)
    .map(({ urn, id, inputs, outputs }) => JSON.stringify({ urn, id, inputs, outputs }))
    .sort();

export const PROJECT = "ci-ccc-003";

/** Adds a project to a stack's file, as an operator does. */
export const addProject = async (lab: Lab, stack: string): Promise<void> => {
  const { code, text } = await lab.run("npm", [
    ...["run", "-s", "project", "--", "new", "--stack", stack, "--simulate", "--channel", "sms"],
    ...["--company", PROJECT, "--company-name", "Corner Bakery", "--project", "pi-ccc-001"],
    ...["--project-name", "Saturday staff", "--sender", "+447400000005", "--instructions", "Be brief."],
    ...["--variable", "1=the recipient's first name"],
  ]);
  assert.is(code, 0, text);
};

/** What an update or a preview says that it did, such as `{ created: 6, unchanged: 120 }`. */
export const changesIn = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [
      ...text.matchAll(
        /^ +(?:[-+~]+ )?(\d+) (created|updated|deleted|replaced|unchanged|errored|to create|to update|to delete|to replace)/gm,
      ),
    ].map(([, count, what]) => [what, Number(count)]),
  );

let running = 0;
const waiting: (() => void)[] = [];

const inTurn = async (body: () => Promise<void>): Promise<void> => {
  if (running >= Math.max(2, availableParallelism())) await new Promise<void>((begin) => void waiting.push(begin));
  running += 1;
  try {
    await body();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
};

/** A test that begins when it is declared, side by side with others: most of its time is that of processes of its own. */
export const scenario = (title: string, body: () => Promise<void>): void => {
  const result = inTurn(body);
  result.catch(() => undefined);
  test(title, () => result);
};
