import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metricLine } from "../../../runtime/log/metric-line";

const test = suite("metric line");

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

test("has the event where the console would put it, and the metrics at the root", () => {
  assert.equal(JSON.parse(metricLine(context, event) ?? ""), {
    timestamp: "2026-11-20T11:45:33.000Z",
    level: "INFO",
    requestId: "invocation-1",
    message: event,
    ...metrics,
  });
});

test("keeps its metrics, and they alone, where the log level leaves the event out", () => {
  assert.equal(JSON.parse(metricLine({ ...context, threshold: "ERROR" }, event) ?? ""), {
    timestamp: "2026-11-20T11:45:33.000Z",
    level: "ERROR",
    requestId: "invocation-1",
    ...metrics,
  });
  assert.equal(JSON.parse(metricLine({ ...context, level: "ERROR", threshold: "ERROR" }, event) ?? "").message, event);
});

test("is none for an event without metrics", () => {
  assert.is(metricLine(context, { event: "heartbeat_failed" }), undefined);
});

test.run();
