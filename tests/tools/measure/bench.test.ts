import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundleEntry } from "../../../infra/ship/bundle";
import { readBenchOptions } from "../../../tools/measure/bench/bench-options";
import { countCalls } from "../../../tools/measure/bench/calls";
import { holds, ratios, spreadOf, verdictOf } from "../../../tools/measure/bench/report";
import { startStandIn } from "../../../tools/measure/bench/stand-in";
import { startWorker } from "../../../tools/measure/bench/worker";
import { entries, environment } from "../../../tools/measure/sample/functions";
import { proxyEvent, routerEvent } from "../../../tools/measure/sample/request";
import { temporaryFolder } from "../../helpers/temporary-folder";

const test = suite("bench");

test("a full run writes to the docs, a quick one only where it is told to", () => {
  assert.equal(readBenchOptions([]), { quick: false, tests: false, folder: "docs/performance" });
  assert.equal(readBenchOptions(["--quick"]), { quick: true, tests: false, folder: undefined });
  assert.equal(readBenchOptions(["--tests", "--write", "x"]), { quick: false, tests: true, folder: "x" });
  assert.throws(() => readBenchOptions(["--fast"]), /--fast/);
  assert.throws(() => readBenchOptions(["--write", ""]), /'--write <dir>' argument '' is invalid/);
});

test("a limit holds at its bound, fails beyond, and fails for what could not be measured", () => {
  const most = (value: number) => ({ what: "w", value, bound: { most: 1.05 } });

  assert.equal([most(1.05), most(1.051), most(Number.NaN)].map(holds), [true, false, false]);
  assert.is(holds({ what: "w", value: 0.89, bound: { least: 0.9 } }), false);
  assert.equal(verdictOf(most(1.2)), ["w", "1.200", "≤ 1.05", "FAILED"]);
});

test("a ratio is taken round by round, so that a slow moment of both does not show", () => {
  assert.equal(ratios([10, 100, 12], [20, 200, 24]), { median: 0.5, min: 0.5, max: 0.5, rounds: 3 });
  assert.equal(spreadOf([3, 1, 2]), { median: 2, min: 1, max: 3, rounds: 3 });
});

const testCalls = suite("calls per conversation");

const bundled = async (name: string, url: string): Promise<string> => {
  const file = join(temporaryFolder(), `${name}.cjs`);
  writeFileSync(file, await bundleEntry(entries(url)[name] ?? "", process.cwd()));
  return file;
};

const everyTime = {
  GetItem: 2,
  PutItem: 2,
  UpdateItem: 4,
  ChangeMessageVisibility: 1,
  "conversations.create": 1,
  "responses.create": 1,
  send: 1,
};

testCalls(
  "a message costs six writes, two looks at who has opted out, one answer of the assistant and one send; a warm container reads no secret",
  async () => {
    const standIn = await startStandIn();
    try {
      const calls = await countCalls(await bundled("processor", standIn.url), standIn, environment(standIn.url));

      assert.equal(calls, { cold: { ...everyTime, GetSecretValue: 4, template: 1 }, warm: everyTime });
    } finally {
      await standIn.stop();
    }
  },
);

testCalls("a request costs the router three reads and one message queued", async () => {
  const standIn = await startStandIn();
  const router = startWorker(await bundled("router", standIn.url), environment(standIn.url));
  try {
    const { results } = await router.play([proxyEvent(routerEvent())]);

    const statuses = results.map(({ answer }) => (answer as { readonly statusCode: number }).statusCode);
    assert.equal([statuses, standIn.counts()], [[200], { GetItem: 3, SendMessage: 1 }]);
  } finally {
    router.stop();
    await standIn.stop();
  }
});
