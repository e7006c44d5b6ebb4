import { suite } from "uvu";
import * as assert from "uvu/assert";
import { until } from "../../../helpers/time-and-chance";
import { withFunction } from "./a-function";

const test = suite("invoke endpoint");

const post = async (url: string, body: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(url, { method: "POST", body, headers });
  return {
    status: response.status,
    body: await response.text(),
    functionError: response.headers.get("x-amz-function-error"),
    errorType: response.headers.get("x-amzn-errortype"),
  };
};

test("answers the raw result", () =>
  withFunction("async (event) => ({ doubled: event.n * 2 })", async ({ host }) => {
    assert.equal(await post(host.invokeUrl("greeter"), '{"n":21}'), {
      status: 200,
      body: '{"doubled":42}',
      functionError: null,
      errorType: null,
    });
  }));

test("marks the answer of a function that failed", () =>
  withFunction("async () => { throw 'no'; }", async ({ host }) => {
    assert.equal(await post(host.invokeUrl("greeter"), ""), {
      status: 200,
      body: '{"errorType":"string","errorMessage":"no","trace":[]}',
      functionError: "Unhandled",
      errorType: null,
    });
  }));

const throttled = { changes: { reservedConcurrency: 0 } };

for (const [status, errorType, name, body, type] of [
  [404, "ResourceNotFoundException", "nobody", "{}", "RequestResponse"],
  [429, "TooManyRequestsException", "greeter", "{}", "RequestResponse"],
  [400, "InvalidRequestContentException", "greeter", "{", "RequestResponse"],
  [400, "InvalidParameterValueException", "greeter", "{}", "Soon"],
] as const)
  test(`answers ${status} ${errorType} to ${type} of ${name} with ${body}`, () =>
    withFunction(
      "async () => 1",
      async ({ host }) => {
        const answer = await post(host.invokeUrl(name), body, { "X-Amz-Invocation-Type": type });
        assert.equal([answer.status, answer.errorType], [status, errorType]);
      },
      throttled,
    ));

test("accepts an asynchronous event with 202 and runs it", () =>
  withFunction("async (event) => { console.log(event); }", async ({ host, lines }) => {
    const answer = await post(host.invokeUrl("greeter"), '{"n":1}', { "X-Amz-Invocation-Type": "Event" });
    assert.equal([answer.status, answer.body], [202, ""]);
    await until("the function ran", () => lines.length > 0);
    assert.equal(JSON.parse(lines[0]?.line ?? "").message, { n: 1 });
  }));

test("tells of an asynchronous event that is dropped", async () => {
  const faults: string[] = [];
  await withFunction(
    "async () => 1",
    async ({ host }) => {
      await post(host.invokeUrl("greeter"), "{}", { "X-Amz-Invocation-Type": "Event" });
      await until("the fault is told", () => faults.length > 0);
    },
    { ...throttled, onFault: (fault) => faults.push(fault.message) },
  );
  assert.equal(faults, [
    "Function greeter: an asynchronous invocation was dropped (Throttled); it is not retried here",
  ]);
});

test("refuses an event and an answer above six megabytes", () =>
  withFunction("async () => 'x'.repeat(6_300_000)", async ({ host }) => {
    const event = await post(host.invokeUrl("greeter"), JSON.stringify("x".repeat(6_300_000)));
    const answer = await post(host.invokeUrl("greeter"), "{}");
    assert.equal([event.status, event.errorType], [413, "RequestTooLargeException"]);
    assert.equal(answer, {
      status: 200,
      body: '{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}',
      functionError: "Unhandled",
      errorType: null,
    });
  }));

test.run();
