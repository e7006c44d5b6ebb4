import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, NotDone, processOutput, runProcess, wholeNumber } from "../../tools/command-line";
import { startQuietEngine } from "../../tools/measure/sample/quiet-engine";
import { startAnswersServer } from "./answers-server";
import { type Case, describedCases, engineCases } from "./cases";
import { nodeTools, pythonTools } from "./fetched-tools";
import { fuzz } from "./fuzz";
import { tryPython } from "./python";
import { tryHeyApi, tryOpenapiTypescript } from "./typescript";

const { print } = processOutput;
const FUZZED = 200;

type Outcome = "ok" | "failed" | "skipped";

/** Says what is tried and what came of it. */
const trying = async (what: string, act: () => Promise<string | undefined>): Promise<Outcome> => {
  const started = performance.now();
  const failure = await act();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  print(failure === undefined ? `${what}: ok, ${seconds} s` : `${what}: FAILED\n${failure}`);
  return failure === undefined ? "ok" : "failed";
};

const skipping = (what: string, why: string): Outcome => {
  print(`${what}: skipped, ${why}`);
  return "skipped";
};

/** How often each answer of each operation came, by the gateway's access log. */
const countingAnswers = () => {
  const counts = new Map<string, number>();
  return {
    onAccessLog: (line: string): void => {
      const { httpMethod, resourcePath, status } = JSON.parse(line);
      const answer = `${httpMethod} ${resourcePath} ${status}`;
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    },
    text: (): string =>
      [...counts]
        .map(([answer, count]) => `  ${answer}: ${count}`)
        .sort()
        .join("\n"),
  };
};

const NO_PYTHON = { skipped: "as was asked for" };

type Options = { readonly python: boolean; readonly cases: number; readonly seed: number };

const tryAll = async (work: string, { python, cases: most, seed }: Options): Promise<readonly Outcome[]> => {
  const [node, py] = [await nodeTools(), python ? await pythonTools() : NO_PYTHON];
  const answers = countingAnswers();
  const engine = await startQuietEngine({}, answers);
  const described = await startAnswersServer(describedCases);
  const casesFor = (): readonly Case[] => [...described.cases, ...engineCases(engine.ready)];
  const calls = `${described.cases.length} described answers and ${engineCases(engine.ready).length} of the engine`;
  try {
    const [own] = engine.ready.apiKeys;
    if (own === undefined) throw new Error("the engine has no project");
    return [
      await trying("openapi-typescript: the examples compile", () => tryOpenapiTypescript(work)),
      "skipped" in node
        ? skipping("hey-api", node.skipped)
        : await trying(`hey-api: the examples compile, ${calls} are met`, () =>
            tryHeyApi(node.folder, work, casesFor()),
          ),
      "skipped" in py
        ? skipping("openapi-python-client and schemathesis", py.skipped)
        : await trying(`openapi-python-client: ${calls} are met`, () => tryPython(py.folder, work, casesFor())),
      ...("skipped" in py
        ? []
        : [
            await trying(`schemathesis: ${most} cases an operation, seed ${seed}`, async () =>
              (await fuzz(py.folder, work, {
                url: engine.ready.apiUrl,
                key: own.value,
                project: own,
                cases: most,
                seed,
              }))
                ? undefined
                : "its findings are above",
            ),
          ]),
    ];
  } finally {
    print(`The engine answered:\n${answers.text()}`);
    await described.stop();
    await engine.stop();
  }
};

void runProcess(
  new Command("npm run test:clients")
    .description(
      "Tries docs/openapi.json as clients do: public generators make clients of it, which compile and meet every answer; a public fuzzer calls the local engine by it.",
    )
    .option("--no-python", "leave out what needs Python: a generator and the fuzzer")
    .option("--cases <n>", "the fuzzer's, for each operation and kind of data", wholeNumber(1), FUZZED)
    .option("--seed <n>", "the fuzzer's", wholeNumber(0), Date.now() % 1_000_000)
    .addHelpText("after", exitCodesHelp)
    .action(async (options) => {
      const work = mkdtempSync(join(tmpdir(), "ai-multi-comms-clients-"));
      try {
        if ((await tryAll(work, options)).includes("failed")) throw new NotDone("");
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    }),
);
