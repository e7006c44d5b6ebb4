import { suite } from "uvu";
import * as assert from "uvu/assert";
import { functionLog } from "../../../runtime/log/function-log";
import { metricLine } from "../../../runtime/log/metric-line";
import { manualClock } from "../../helpers/manual-clock";

const test = suite("function log");

const levels = ["debug", "info", "warn", "error"] as const;
const settings = { namespace: "AiMultiComms/dev", threshold: "DEBUG" };
const log = functionLog({ ...settings, requestId: () => "invocation-1" }, manualClock());

/** What `run` writes to the console, level by level, and to the standard output. */
const written = (run: () => void) => {
  const lines: unknown[] = [];
  const output: string[] = [];
  const original = { ...console };
  const write = process.stdout.write;
  for (const level of levels) console[level] = (...args: readonly unknown[]) => lines.push([level, ...args]);
  process.stdout.write = (text: string | Uint8Array) => output.push(String(text)) > 0;
  try {
    run();
  } finally {
    Object.assign(console, original);
    process.stdout.write = write;
  }
  return { lines, output };
};

test("hands an event without metrics, as an object, to the console's function of its level", () => {
  const event = { event: "heartbeat_failed", attempt: 1 };
  assert.equal(
    written(() => {
      for (const level of levels) log[level](event)();
    }),
    { lines: levels.map((level) => [level, event]), output: [] },
  );
});

test("writes one with metrics past the console, as one line", () => {
  const event = { event: "delivery", channel: "sms", status: "read" };
  const line = metricLine({ ...settings, level: "INFO", requestId: "invocation-1", at: manualClock().now() }, event);
  assert.equal(
    written(() => log.info(event)()),
    { lines: [], output: [`${line}\n`] },
  );
});

test("writes nothing before the effect is run", () => {
  assert.equal(
    written(() => {
      log.info({ event: "heartbeat_failed" });
      log.info({ event: "delivery", channel: "sms", status: "read" });
    }),
    { lines: [], output: [] },
  );
});

test.run();
