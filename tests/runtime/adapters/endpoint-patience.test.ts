import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withPatience } from "../../../runtime/adapters/endpoint-patience";
import type { Endpoint } from "../../../runtime/ports/webhook";
import { manualClock } from "../../helpers/time-and-chance";

const test = suite("patience with an endpoint");

/** An endpoint that takes so many milliseconds for its next answer; and how long it was waited for. */
const slowEndpoint = (random = 0) => {
  const clock = manualClock();
  const [answers, limits]: [number[], number[]] = [[], []];
  const endpoint: Endpoint = {
    post:
      ({ timeoutMs }) =>
      async () => {
        const ms = answers.shift() ?? 0;
        limits.push(timeoutMs);
        clock.advance(Math.min(ms, timeoutMs));
        return ms < timeoutMs
          ? E.right({ status: 503, retryAfterSeconds: undefined })
          : E.left({ _tag: "PostFailed", reason: "no answer within its time" });
      },
  };
  const patient = withPatience(endpoint, clock, () => random);
  const limitFor = async (ms: number, url = "https://a.example/"): Promise<number | undefined> => {
    answers.push(ms);
    await patient.post({ url, headers: {}, body: "{}", timeoutMs: 15_000 })();
    return limits.at(-1);
  };
  return { clock, limitFor };
};

test("ends with a post that was waited for in vain, for that endpoint alone, until it answers", async () => {
  const { limitFor } = slowEndpoint();
  assert.equal([await limitFor(99_000), await limitFor(99_000), await limitFor(99_000)], [15_000, 2_000, 2_000]);
  assert.is(await limitFor(10, "https://b.example/"), 15_000);
  assert.equal([await limitFor(1_000), await limitFor(10)], [2_000, 15_000]);
});

test("comes back by itself after five to ten minutes, however often the endpoint was asked meanwhile", async () => {
  for (const [random, ms] of [
    [0, 300_000],
    [0.5, 450_000],
  ] as const) {
    const { clock, limitFor } = slowEndpoint(random);
    await limitFor(99_000);
    clock.advance(ms - 2_001);
    assert.is(await limitFor(99_000), 2_000);
    clock.advance(1);
    assert.is(await limitFor(99_000), 15_000);
  }
});

test("stays with an endpoint that takes its time and answers, and with one that fails at once", async () => {
  const { limitFor } = slowEndpoint();
  assert.equal([await limitFor(14_000), await limitFor(10), await limitFor(14_000)], [15_000, 15_000, 15_000]);
  const refusing: Endpoint = { post: () => async () => E.left({ _tag: "PostFailed", reason: "nothing answers" }) };
  const limits: number[] = [];
  const seen: Endpoint = {
    post: (one) => {
      limits.push(one.timeoutMs);
      return refusing.post(one);
    },
  };
  const patient = withPatience(seen, manualClock(), () => 0);
  for (const _ of [1, 2])
    await patient.post({ url: "https://a.example/", headers: {}, body: "{}", timeoutMs: 15_000 })();
  assert.equal(limits, [15_000, 15_000]);
});
