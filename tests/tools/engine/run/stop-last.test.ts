import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stopLast } from "../../../../tools/engine/run/stop-last";

const test = suite("stop last");

const noting = (log: string[], name: string, fails = false) => ({
  name,
  stop: async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    if (fails) throw new Error(`${name} fails`);
    log.push(`${name} ends`);
  },
});

test("ends what was started in reverse order, one after the other", async () => {
  const log: string[] = [];
  const stops = stopLast();
  const first = noting(log, "first");
  assert.is(stops.keep(first), first);
  stops.add(noting(log, "second").stop);
  await stops.stopAll();
  assert.equal(log, ["second begins", "second ends", "first begins", "first ends"]);
});

test("ends the rest when one fails, and throws the first failure", async () => {
  const log: string[] = [];
  const stops = stopLast();
  stops.keep(noting(log, "first"));
  stops.keep(noting(log, "second", true));
  stops.keep(noting(log, "third", true));
  const failure = await stops.stopAll().catch((error: unknown) => error);
  assert.is(String(failure), "Error: third fails");
  assert.equal(log, ["third begins", "second begins", "first begins", "first ends"]);
});

test("ends nothing twice", async () => {
  const log: string[] = [];
  const stops = stopLast();
  stops.keep(noting(log, "only"));
  await Promise.all([stops.stopAll(), stops.stopAll()]);
  assert.equal(log, ["only begins", "only ends"]);
});

test.run();
