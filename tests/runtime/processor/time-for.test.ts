import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { timeFor } from "../../../runtime/processor/time-for";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { exampleClaim } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

const timed = (remainingMs: number, heldSeconds: number, limitSeconds = 15) => {
  const env = { clock: manualClock(), deadline: { remainingMs: () => remainingMs }, settings: processorSettings() };
  return timeFor(() => limitSeconds, exampleClaim({}, heldSeconds))(env)();
};

for (const [title, remainingMs, heldSeconds, ms] of [
  ["gets its own limit where there is time", 150_000, 160, 15_000],
  ["ends a second before the invocation does", 9_000, 160, 8_000],
  ["ends a second before the lease does", 150_000, 5, 4_000],
] as const)
  test(`a call ${title}`, async () => {
    assert.equal(await timed(remainingMs, heldSeconds), E.right(ms));
  });

test("a limit of a fraction of a second is given in whole milliseconds, as timers take them", async () => {
  assert.equal(await timed(150_000, 160, 16.1), E.right(16_100));
});

test("a call that could not have half a second is not begun", async () => {
  assert.equal(await Promise.all([timed(1_500, 160), timed(1_499, 160), timed(150_000, 1), timed(150_000, -60)]), [
    E.right(500),
    E.left({ _tag: "OutOfTime" }),
    E.left({ _tag: "OutOfTime" }),
    E.left({ _tag: "OutOfTime" }),
  ]);
});

test("the lease counts as the heartbeat has renewed it", async () => {
  const clock = manualClock();
  let until = new Date(Date.parse(START) + 3_000);
  const claimed = exampleClaim({ heldUntil: () => until }, 3);
  const env = { clock, deadline: { remainingMs: () => 150_000 }, settings: processorSettings() };
  const before = await timeFor(() => 15, claimed)(env)();
  until = new Date(Date.parse(START) + 160_000);
  const after = await timeFor(() => 15, claimed)(env)();

  assert.equal([before, after], [E.right(2_000), E.right(15_000)]);
});
