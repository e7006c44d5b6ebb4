import { suite } from "uvu";
import * as assert from "uvu/assert";
import { until } from "../../../helpers/time-and-chance";
import { aFunction, removeCodeFolders, withHost } from "./a-function";

const test = suite("invoke endpoint");
test.after(removeCodeFolders);

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
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async (event) => ({ doubled: event.n * 2 })"));
    assert.equal(await post(host.invokeUrl("greeter"), '{"n":21}'), {
      status: 200,
      body: '{"doubled":42}',
      functionError: null,
      errorType: null,
    });
  }));

test("marks the answer of a function that failed", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => { throw 'no'; }"));
    assert.equal(await post(host.invokeUrl("greeter"), ""), {
      status: 200,
      body: '{"errorType":"string","errorMessage":"no","trace":[]}',
      functionError: "Unhandled",
      errorType: null,
    });
  }));

test("answers 404 for an unknown function, 429 for a throttled one, 400 for what is not JSON", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => 1", { reservedConcurrency: 0 }));
    const answers = [
      await post(host.invokeUrl("nobody"), "{}"),
      await post(host.invokeUrl("greeter"), "{}"),
      await post(host.invokeUrl("greeter"), "{"),
      await post(host.invokeUrl("greeter"), "{}", { "X-Amz-Invocation-Type": "Soon" }),
    ];
    assert.equal(
      answers.map(({ status, errorType }) => [status, errorType]),
      [
        [404, "ResourceNotFoundException"],
        [429, "TooManyRequestsException"],
        [400, "InvalidRequestContentException"],
        [400, "InvalidParameterValueException"],
      ],
    );
  }));

test("accepts an asynchronous event with 202 and runs it", () =>
  withHost(async ({ host, lines }) => {
    await host.deploy(aFunction("async (event) => { console.log(event); }"));
    const answer = await post(host.invokeUrl("greeter"), '{"n":1}', { "X-Amz-Invocation-Type": "Event" });
    assert.equal([answer.status, answer.body], [202, ""]);
    await until("the function ran", () => lines.length > 0);
    assert.equal(JSON.parse(lines[0]?.line ?? "").message, { n: 1 });
  }));

test("tells of an asynchronous event that is dropped", async () => {
  const faults: string[] = [];
  await withHost(
    async ({ host }) => {
      await host.deploy(aFunction("async () => 1", { reservedConcurrency: 0 }));
      await post(host.invokeUrl("greeter"), "{}", { "X-Amz-Invocation-Type": "Event" });
      await until("the fault is told", () => faults.length > 0);
    },
    { onFault: (fault) => faults.push(fault.message) },
  );
  assert.equal(faults, [
    "Function greeter: an asynchronous invocation was dropped (Throttled); it is not retried here",
  ]);
});

test("refuses an event and an answer above six megabytes", () =>
  withHost(async ({ host }) => {
    await host.deploy(aFunction("async () => 'x'.repeat(6_300_000)"));
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
