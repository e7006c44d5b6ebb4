import { suite } from "uvu";
import * as assert from "uvu/assert";
import { functionLog, metricLine } from "../../../runtime/adapters/function-log";
import { manualClock } from "../../helpers/time-and-chance";

const testMetricLine = suite("metric line");

const context = {
  namespace: "AiMultiComms/dev",
  level: "INFO",
  threshold: "INFO",
  requestId: "invocation-1",
  at: new Date("2026-11-20T11:45:33.000Z"),
} as const;
const event = { event: "delivery_unknown", channel: "email", conversation_id: "c" };
const metrics = {
  _aws: {
    Timestamp: context.at.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: "AiMultiComms/dev",
        Dimensions: [["Channel"]],
        Metrics: [{ Name: "DeliveryUnknown", Unit: "Count" }],
      },
    ],
  },
  Channel: "email",
  DeliveryUnknown: 1,
};

testMetricLine("has the event where the console would put it, and the metrics at the root", () => {
  assert.equal(JSON.parse(metricLine(context, event) ?? ""), {
    timestamp: "2026-11-20T11:45:33.000Z",
    level: "INFO",
    requestId: "invocation-1",
    message: event,
    ...metrics,
  });
});

testMetricLine("keeps its metrics, and they alone, where the log level leaves the event out", () => {
  assert.equal(JSON.parse(metricLine({ ...context, threshold: "ERROR" }, event) ?? ""), {
    timestamp: "2026-11-20T11:45:33.000Z",
    level: "ERROR",
    requestId: "invocation-1",
    ...metrics,
  });
  assert.equal(JSON.parse(metricLine({ ...context, level: "ERROR", threshold: "ERROR" }, event) ?? "").message, event);
});

testMetricLine("is none for an event without metrics", () => {
  assert.is(metricLine(context, { event: "heartbeat_failed" }), undefined);
});

const testFunctionLog = suite("function log");

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

testFunctionLog("hands an event without metrics, as an object, to the console's function of its level", () => {
  const event = { event: "heartbeat_failed", receive: 1 };
  assert.equal(
    written(() => {
      for (const level of levels) log[level](event)();
    }),
    { lines: levels.map((level) => [level, event]), output: [] },
  );
});

testFunctionLog("writes one with metrics past the console, as one line", () => {
  const event = { event: "delivery", channel: "sms", status: "read" };
  const line = metricLine({ ...settings, level: "INFO", requestId: "invocation-1", at: manualClock().now() }, event);
  assert.equal(
    written(() => log.info(event)()),
    { lines: [], output: [`${line}\n`] },
  );
});

testFunctionLog("writes nothing before the effect is run", () => {
  assert.equal(
    written(() => {
      log.info({ event: "heartbeat_failed" });
      log.info({ event: "delivery", channel: "sms", status: "read" });
    }),
    { lines: [], output: [] },
  );
});
