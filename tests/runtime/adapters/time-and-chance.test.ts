import { test } from "uvu";
import * as assert from "uvu/assert";
import { intervalTimer } from "../../../runtime/adapters/time-and-chance";

test("a task runs again and again until it is stopped", async () => {
  let runs = 0;
  const twice = new Promise<void>((resolve) => {
    const stop = intervalTimer.every(1, async () => {
      runs += 1;
      if (runs === 2) {
        stop();
        resolve();
      }
    })();
  });

  await twice;
  await new Promise((resolve) => setTimeout(resolve, 5));

  assert.is(runs, 2);
});
