import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { scripts } from "../../../package.json";
import { readCommandLine } from "../../../tools/command-line";
import { readConsoleOptions } from "../../../tools/console/cli-options";
import { readOptions } from "../../../tools/engine/options";
import { startEngine } from "../../../tools/engine/run/start-engine";
import { readControl, requestUpdate } from "../../../tools/engine/update/running-engine";
import { upCommand } from "../../../tools/main/up-options";
import { copyProject, project } from "../../../tools/measure/sample/captured-program";
import type { Stuck } from "../../../tools/ops/conversations/stuck";
import { runOps } from "../../../tools/ops/run-ops";
import { runProject } from "../../../tools/ops/run-project";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { eventuallyTrue } from "../../journey/eventually";
import { newRequest, post } from "../../journey/requests";
import hasty from "../ops/hasty.json";
import { type Ran, runAt } from "../ops/operator";
import elsewhere from "./commands-run-elsewhere.json";

/** Every document but the one that tests/pulumi/documents.scenario.ts types under Pulumi's own command. */
const documents = [
  "README.md",
  ...readdirSync(join(project, "docs"), { recursive: true, encoding: "utf8" }).map((file) => join("docs", file)),
]
  .filter((file) => file.endsWith(".md") && file !== "docs/deployment.md")
  .map((file) => readFileSync(join(project, file), "utf8"))
  .join("\n");

const BLOCK = /^( *)```(.*)\n([\s\S]*?)^\1```$/gm;

/** What a block has a shell do: all of it, or what stands behind its prompts, to the end of lines that go on. */
const typedIn = (kind: string, body: string): string =>
  kind.startsWith("sh") ? body : [...body.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, typed]) => typed).join("\n");

/** Every command of a script as the shell hands it over; nothing is run. */
const commandsOf = (script: string): readonly (readonly string[])[] => {
  const tell = ["npm", "npx", "aws", "git", "cd"].map((name) => `${name}() { printf '%s\\n' ${name} "$@"; echo; }`);
  const told = execFileSync("bash", ["-euc", [...tell, script].join("\n")], { encoding: "utf8" });
  return told
    .split("\n\n")
    .filter((one) => one !== "")
    .map((one) => one.split("\n"));
};

const typed = commandsOf(
  [...documents.matchAll(BLOCK)].map(([, , kind = "", body = ""]) => typedIn(kind, body)).join("\n"),
);

/** An engine in which a conversation waits for each of the operator's decisions, and what operators type there. */
const startWithTrouble = async () => {
  const folder = copyProject(temporaryFolder());
  const ready = join(folder, "ready.json");
  const options = Object.entries(hasty).map(([key, value]) => `--config=${key}=${value}`);
  const engine = await startEngine(folder, readOptions(["--port=0", `--ready=${ready}`, ...options]));
  const { faults } = engine.providers;
  const ops = (argv: readonly string[], answer?: string): Promise<Ran> =>
    runAt((terminal) => runOps([...argv, "--ready", ready], terminal, folder), answer);
  const until = (isRight: (stuck: Stuck) => boolean) =>
    eventuallyTrue("trouble", async () => isRight(JSON.parse((await ops(["stuck", "--json"])).text)));

  const [settle, reopen, resume, cancel] = [newRequest("email"), newRequest("sms"), newRequest(), newRequest()];
  const redrive = newRequest("sms", { recipient_data: { recipient_tel: "+447400123456" } });
  faults.add({ provider: "sendgrid", match: { to: settle.recipient }, fault: { reset: "before" } });
  faults.add({ provider: "twilio", match: { to: reopen.recipient }, fault: { code: 21211 } });
  for (const { body } of [settle, reopen]) await post(engine.ready, body);
  await until(
    ({ conversations, failed_for_good }) =>
      conversations.some(({ needs }) => needs === "settle") && failed_for_good === 1,
  );
  const fault = { status: 500 };
  const mend = faults.add({ provider: "openai", operation: "responses.create", times: "always", fault });
  for (const { body } of [resume, cancel, redrive]) await post(engine.ready, body);
  await until(({ dead_letters: { whatsapp, sms } }) => whatsapp === 2 && sms === 2);
  mend();
  return { stop: engine.stop, folder, ready, ops, ids: { settle, reopen, resume, show: settle, cancel } };
};

type Trouble = Awaited<ReturnType<typeof startWithTrouble>>;

/** A command of `ops` with an id of this engine's in the place of the document's. Nobody agrees to what takes half a minute. */
const onTrouble = async ({ ids, ops }: Trouble, argv: readonly string[]): Promise<Ran> => {
  const [command = "", ...rest] = argv;
  const id = ids[command as keyof typeof ids]?.requestId;
  const ran = await ops(id === undefined ? argv : [command, id, ...rest.slice(1)], command === "erase" ? "no" : "yes");
  const isDeclined =
    command === "erase" && ran.code === 1 && ran.asked.some((text) => text.includes(": 1 conversation."));
  return isDeclined ? { ...ran, code: 0 } : ran;
};

type Run = (on: Trouble, argv: readonly string[]) => Promise<Pick<Ran, "code" | "text">>;

/** What is read here and run in suites of its own. */
const only =
  (read: (argv: readonly string[]) => unknown): Run =>
  async (_, argv) => ({ code: read(argv) === undefined ? 1 : 0, text: "" });

/** What runs the words behind `--` of an npm script. */
const programs: Readonly<Record<string, Run>> = {
  start: only(readOptions),
  console: only(readConsoleOptions),
  up: async ({ ready: file }, argv) => {
    const { ready: _, json, ...asked } = readCommandLine(upCommand(), argv).opts();
    const update = TE.chain((engine: Parameters<typeof requestUpdate>[0]) => requestUpdate(engine, asked));
    const done = await update(TE.fromEither(readControl(file)))();
    return { code: E.isRight(done) ? 0 : 1, text: JSON.stringify(done) };
  },
  ops: onTrouble,
  project: ({ folder, ready }, argv) =>
    runAt((terminal) => runProject(folder, [...argv, "--ready", ready], terminal), "yes"),
};

test("every command of the documents does what it says, or stands among those that run elsewhere", async () => {
  const on = await startWithTrouble();
  const wrong: string[] = [];
  const left = new Set(elsewhere.map(([pattern = ""]) => pattern));
  for (const words of typed) {
    const line = words.join(" ");
    const runsElsewhere = elsewhere.find(([pattern = ""]) => new RegExp(pattern).test(line))?.[0];
    if (runsElsewhere !== undefined) {
      left.delete(runsElsewhere);
      continue;
    }
    const [script = "", ...argv] = words.filter((word) => !["npm", "run", "-s", "--"].includes(word));
    const { code, text } = (await programs[script]?.(on, argv)) ?? { code: 2, text: "stands nowhere" };
    if (code !== 0) wrong.push(`${line}: ${code}, ${text}`);
  }
  await on.stop();
  assert.equal([wrong, [...left]], [[], []]);
});

test("every npm script that a document names is there, and every command of ops and project", async () => {
  const unknown: string[] = [];
  for (const [words, script = "", command = ""] of documents.matchAll(
    /\bnpm run (?:-s )?([a-z][\w:-]*)(?: -- ([a-z][a-z-]+))?/g,
  )) {
    const program = { ops: runOps, project: runProject.bind(undefined, project) }[script];
    const help = command === "" ? undefined : program;
    const { code } =
      help === undefined
        ? { code: script in scripts ? 0 : 1 }
        : await runAt((terminal) => help([command, "--help"], terminal));
    if (code !== 0) unknown.push(words);
  }
  assert.equal(unknown, []);
});
