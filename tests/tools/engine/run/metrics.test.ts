import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CloudWatch } from "../../../../tools/aws/cloudwatch/cloud-watch";
import type { Measurement } from "../../../../tools/aws/cloudwatch/metric-store";
import {
  type MeasuredRequest,
  measureInvocation,
  measureQueues,
  measureRequest,
} from "../../../../tools/engine/run/metrics";

/** What a function measures, as `Namespace Name {dimensions}` with the value. */
const measured = (measure: (cloudWatch: Pick<CloudWatch, "putMetric">) => void) => {
  const all: Measurement[] = [];
  measure({ putMetric: (measurement) => void all.push(measurement) });
  return Object.fromEntries(
    all.map(({ namespace, name, dimensions, value }) => [
      `${namespace} ${name} ${Object.values(dimensions).join(" ")}`,
      value,
    ]),
  );
};

const entry: MeasuredRequest = {
  at: 1_000,
  apiName: "api",
  stage: "dev",
  httpMethod: "POST",
  resourcePath: "/x",
  status: 200,
  responseLatency: 20,
  integrationLatency: 15,
};

const ofRequest = (changes: Partial<MeasuredRequest> = {}) =>
  measured((cloudWatch) => measureRequest(cloudWatch, { ...entry, ...changes }));

const whole = (where: string, bad: number, broken: number) => ({
  [`AWS/ApiGateway Count ${where}`]: 1,
  [`AWS/ApiGateway 4XXError ${where}`]: bad,
  [`AWS/ApiGateway 5XXError ${where}`]: broken,
  [`AWS/ApiGateway Latency ${where}`]: 20,
  [`AWS/ApiGateway IntegrationLatency ${where}`]: 15,
});

test("of the API count a request for its stage, and for its method and resource", () => {
  assert.equal(ofRequest(), { ...whole("api dev", 0, 0), ...whole("api dev POST /x", 0, 0) });
});

test("of the API count its answer as the client's fault or the server's", () => {
  assert.equal(ofRequest({ status: 429 }), { ...whole("api dev", 1, 0), ...whole("api dev POST /x", 1, 0) });
  assert.equal(ofRequest({ status: 500 }), { ...whole("api dev", 0, 1), ...whole("api dev POST /x", 0, 1) });
});

test("of the API have no integration latency without an integration, and no resource where none was found", () => {
  const { "AWS/ApiGateway IntegrationLatency api dev": _, ...others } = whole("api dev", 1, 0);
  assert.equal(ofRequest({ status: 403, resourcePath: undefined, integrationLatency: undefined }), others);
});

test("of the API are none of a request to no API", () => {
  assert.equal(ofRequest({ apiName: undefined }), {});
});

const ofInvocation = (outcome: "Answered" | "FunctionError" | "Throttled") =>
  measured((cloudWatch) => measureInvocation(cloudWatch, { functionName: "f", outcome, durationMs: 12.5, at: 1_000 }));

test("of a function count an invocation that answered, and its time", () => {
  assert.equal(ofInvocation("Answered"), {
    "AWS/Lambda Throttles f": 0,
    "AWS/Lambda Invocations f": 1,
    "AWS/Lambda Errors f": 0,
    "AWS/Lambda Duration f": 12.5,
  });
});

test("of a function count one that failed as an error too", () => {
  assert.is(ofInvocation("FunctionError")["AWS/Lambda Errors f"], 1);
  assert.is(ofInvocation("FunctionError")["AWS/Lambda Invocations f"], 1);
});

test("of a function count one that was throttled as no invocation at all", () => {
  assert.equal(ofInvocation("Throttled"), { "AWS/Lambda Throttles f": 1 });
});

const NOW = Date.parse("2026-11-20T11:45:33.000Z");

test("of queues are each queue's depths, and the age of its oldest message in whole seconds", () => {
  const queues = [
    { name: "sms", visible: 2, inFlight: 1, delayed: 3, oldestSentAt: NOW - 61_999 },
    { name: "sms-dlq", visible: 0, inFlight: 0, delayed: 0, oldestSentAt: undefined },
  ];
  const of = (name: string, visible: number, inFlight: number, delayed: number, seconds: number) => ({
    [`AWS/SQS ApproximateNumberOfMessagesVisible ${name}`]: visible,
    [`AWS/SQS ApproximateNumberOfMessagesNotVisible ${name}`]: inFlight,
    [`AWS/SQS ApproximateNumberOfMessagesDelayed ${name}`]: delayed,
    [`AWS/SQS ApproximateAgeOfOldestMessage ${name}`]: seconds,
  });
  const figures = measured((cloudWatch) => measureQueues({ queues: () => queues, cloudWatch }, NOW));
  assert.equal(figures, { ...of("sms", 2, 1, 3, 61), ...of("sms-dlq", 0, 0, 0, 0) });
});
