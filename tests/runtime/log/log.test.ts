import { suite } from "uvu";
import * as assert from "uvu/assert";
import { describeError, type LogEvent } from "../../../runtime/log/log";
import { embeddedMetrics, metricDeclarations } from "../../../runtime/log/metrics";

const testDescribeError = suite("describe error");

testDescribeError("names kind, code and place, and leaves the message out", () => {
  const error = Object.assign(new TypeError("cannot read +447400123456"), { code: "EODD" });
  assert.match(describeError(error), /^TypeError EODD at .*log\.test\.ts:\d+:\d+\)?$/);
});

testDescribeError("says in words what a network or a clock did", () => {
  const cut = Object.assign(new Error("read"), { code: "ECONNRESET" });
  const late = new DOMException("too late", "TimeoutError");
  assert.equal([cut, late].map(describeError), [
    "the connection was cut off (ECONNRESET)",
    "no answer within its time (TimeoutError)",
  ]);
});

testDescribeError("does not take a line of the message for a frame", () => {
  const described = describeError(new Error("refused\n    at +447400123456 (ada@example.com)\n    at $& $1"));
  assert.not.match(described, /447400123456|ada@example/);
  assert.match(described, /^Error at .*log\.test\.ts/);
});

testDescribeError("takes an error without a stack, or with an odd code", () => {
  const bare = Object.assign(new Error("secret"), { code: { secret: 1 } });
  delete bare.stack;
  assert.is(describeError(bare), "Error");
});

testDescribeError("names only the type of what is not an error", () => {
  assert.equal(["secret", 5, undefined, null, { secret: 1 }].map(describeError), [
    "a thrown string",
    "a thrown number",
    "a thrown undefined",
    "a thrown object",
    "a thrown object",
  ]);
});

const testEmbeddedMetrics = suite("embedded metrics");

const AT = new Date("2026-11-20T11:45:33.000Z");

/** Each metric that an event carries, with its value and dimensions. */
const carried = (event: LogEvent): Readonly<Record<string, unknown>> => {
  const metrics: Readonly<Record<string, unknown>> & { readonly _aws?: unknown } =
    embeddedMetrics("AiMultiComms/dev", event, AT) ?? {};
  const { CloudWatchMetrics = [] } = (metrics._aws ?? {}) as {
    readonly CloudWatchMetrics?: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  return Object.fromEntries(
    CloudWatchMetrics.flatMap(({ Dimensions: [names = []], Metrics }) =>
      Metrics.map(({ Name }) => [
        Name,
        [metrics[Name], Object.fromEntries(names.map((name) => [name, metrics[name]]))],
      ]),
    ),
  );
};

const channel = "sms";
const sms = { Channel: "sms" };
const called = { event: "assistant_called", channel, model: "gpt-6-luna", duration_ms: 900 };
const answered = { ...called, status: "Answered", prompt_tokens: 100, completion_tokens: 20 };
const ofAnswered = {
  AssistantLatency: [900, sms],
  PromptTokens: [100, { Model: "gpt-6-luna" }],
  CompletionTokens: [20, { Model: "gpt-6-luna" }],
};

const cases: readonly (readonly [LogEvent, Readonly<Record<string, unknown>>])[] = [
  [
    { event: "message_sent", conversation_id: "c", channel, since_accepted_ms: 1_250 },
    { Sent: [1, sms], AcceptedToSent: [1_250, sms] },
  ],
  [
    { event: "request_accepted", channel, duration_ms: 12 },
    { Accepted: [1, sms], RouterLatency: [12, sms] },
  ],
  [{ event: "request_rejected", error_code: "INVALID_REQUEST" }, { Rejected: [1, { Code: "INVALID_REQUEST" }] }],
  [answered, ofAnswered],
  [
    { ...answered, estimated_cost: 0.5 },
    { ...ofAnswered, EstimatedCost: [0.5, { Model: "gpt-6-luna" }] },
  ],
  [{ ...called, status: "AssistantUnavailable" }, { AssistantLatency: [900, sms] }],
  [{ event: "carrier_called", channel, status: "Accepted", duration_ms: 40 }, { CarrierLatency: [40, sms] }],
  [{ event: "reconciled", channel, status: "Found" }, { Sent: [1, sms] }],
  [{ event: "reconciled", channel, status: "NotSent" }, {}],
  [{ event: "setback", channel, status: "NotSent" }, { Setbacks: [1, { Reason: "NotSent" }] }],
  [
    { event: "setback", channel, status: "NotSent", given_up: true },
    { Setbacks: [1, { Reason: "NotSent" }], Failed: [1, { ...sms, Reason: "NotSent" }] },
  ],
  [
    { event: "setback", channel, status: "OutcomeUnknown" },
    { Setbacks: [1, { Reason: "OutcomeUnknown" }], Uncertain: [1, sms] },
  ],
  [{ event: "not_processed", channel, status: "Unclear" }, { Uncertain: [1, sms] }],
  [{ event: "not_processed", channel, status: "AlreadySent" }, {}],
  [{ event: "stranded", channel, status: "Stranded", given_up: true }, { Failed: [1, { ...sms, Reason: "Stranded" }] }],
  [{ event: "delivery_unknown", channel }, { DeliveryUnknown: [1, sms] }],
  [{ event: "delivery", channel, status: "read" }, { Deliveries: [1, { ...sms, Status: "read" }] }],
  [
    { event: "setback", channel, status: "Suppressed" },
    { Setbacks: [1, { Reason: "Suppressed" }], Suppressed: [1, sms] },
  ],
  [{ event: "received", channel: "sms", status: "text" }, { Received: [1, { Channel: "sms", Kind: "text" }] }],
  [{ event: "inbound_missed", channel: "sms", status: "text" }, { CaughtUp: [1, {}] }],
  [{ event: "event_told", status: "message.sent" }, { Events: [1, { Type: "message.sent" }] }],
  [
    { event: "webhook_tried", status: "Refused", duration_ms: 12 },
    { WebhookTries: [1, { Outcome: "Refused" }], WebhookLatency: [12, {}] },
  ],
  [{ event: "superseded", channel: "sms" }, { Suppressed: [1, { Channel: "sms" }] }],
  [{ event: "consent_recorded", source: "keyword", status: "suppressed" }, { OptOuts: [1, { Source: "keyword" }] }],
  [{ event: "consent_recorded", source: "keyword", status: "clear" }, {}],
  [{ event: "consent_unrecorded", source: "keyword" }, { OptOutsUnrecorded: [1, {}] }],
  [{ event: "heartbeat_failed" }, {}],
];

for (const [event, expected] of cases)
  testEmbeddedMetrics(`of ${JSON.stringify(event)}`, () => {
    assert.equal(carried(event), expected);
  });

testEmbeddedMetrics("leave out what lacks a dimension, since CloudWatch would drop it", () => {
  assert.equal(carried({ event: "delivery", status: "read" }), {});
  assert.is(embeddedMetrics("n", { event: "delivery", channel: " ", status: "read" }, AT), undefined);
});

testEmbeddedMetrics("are all of them covered by the cases above", () => {
  const seen = new Set(cases.flatMap(([event]) => Object.keys(carried(event))));
  assert.equal([...seen].sort(), Object.keys(metricDeclarations).sort());
});
