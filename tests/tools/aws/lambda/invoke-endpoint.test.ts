import { test } from "uvu";
import * as assert from "uvu/assert";
import { accessKey, signedWith } from "../../../helpers/local-clients";
import { withFunction } from "./a-function";

const post = async (url: string, body: string, type = "RequestResponse") => {
  const headers = { "X-Amz-Invocation-Type": type, authorization: signedWith(accessKey) };
  const response = await fetch(url, { method: "POST", body, headers });
  return {
    status: response.status,
    body: await response.text(),
    functionError: response.headers.get("x-amz-function-error"),
    errorType: response.headers.get("x-amzn-errortype"),
  };
};

/** The answer to an invocation that was made. */
const answer = (body: string, functionError: string | null = null) => ({
  status: 200,
  body,
  functionError,
  errorType: null,
});

test("answers the raw result", () =>
  withFunction("async (event) => ({ doubled: event.n * 2 })", async ({ host }) => {
    assert.equal(await post(host.invokeUrl("greeter"), '{"n":21}'), answer('{"doubled":42}'));
  }));

test("marks the answer of a function that failed", () =>
  withFunction("async () => { throw 'no'; }", async ({ host }) => {
    const expected = answer('{"errorType":"string","errorMessage":"no","trace":[]}', "Unhandled");
    assert.equal(await post(host.invokeUrl("greeter"), ""), expected);
  }));

const throttled = { changes: { reservedConcurrency: 0 } };

for (const [status, errorType, name, body, type] of [
  [404, "ResourceNotFoundException", "nobody", "{}", "RequestResponse"],
  [429, "TooManyRequestsException", "greeter", "{}", "RequestResponse"],
  [400, "InvalidRequestContentException", "greeter", "{", "RequestResponse"],
  [400, "InvalidParameterValueException", "greeter", "{}", "Event"],
] as const)
  test(`answers ${status} ${errorType} to ${type} of ${name} with ${body}`, () =>
    withFunction(
      "async () => 1",
      async ({ host }) => {
        const refusal = await post(host.invokeUrl(name), body, type);
        assert.equal([refusal.status, refusal.errorType], [status, errorType]);
      },
      throttled,
    ));

test("refuses an event and an answer above six megabytes", () =>
  withFunction("async () => 'x'.repeat(6_300_000)", async ({ host }) => {
    const event = await post(host.invokeUrl("greeter"), JSON.stringify("x".repeat(6_300_000)));
    assert.equal([event.status, event.errorType], [413, "RequestTooLargeException"]);
    const tooLarge =
      '{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}';
    assert.equal(await post(host.invokeUrl("greeter"), "{}"), answer(tooLarge, "Unhandled"));
  }));
