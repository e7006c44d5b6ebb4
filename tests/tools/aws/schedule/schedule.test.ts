import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import {
  type Schedule,
  type ScheduleEvent,
  schedulePeriod,
  startSchedule,
} from "../../../../tools/aws/schedule/schedule";

const testSchedulePeriod = suite("schedule period");

testSchedulePeriod("reads seconds too, which only the local run knows", () => {
  assert.equal(["rate(1 second)", "rate(30 seconds)"].map(schedulePeriod), [1, 30]);
});

testSchedulePeriod("reads minutes, hours and days in seconds", () => {
  const expressions = [
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(1 hour)",
    "rate(2 hours)",
    "rate(1 day)",
    "rate(30 days)",
  ];
  assert.equal(expressions.map(schedulePeriod), [60, 300, 3_600, 7_200, 86_400, 2_592_000]);
});

for (const expression of [
  "rate(1 seconds)",
  "rate(1 minutes)",
  "rate(2 minute)",
  "rate(0 minutes)",
  "rate(1.5 hours)",
  "rate(1  minute)",
  "rate(1 toString)",
  "every minute",
  "",
  "cron(0 12 * * ? *)",
])
  testSchedulePeriod(`refuses ${expression === "" ? "nothing" : expression} by name`, () => {
    assert.throws(
      () => schedulePeriod(expression),
      (fault: Error) => fault.message.startsWith(`Schedule expression ${expression}: `),
    );
  });

testSchedulePeriod.run();

const testStartSchedule = suite("schedule");

const sweep: Schedule = {
  name: "sweep",
  expression: "rate(1 minute)",
  functionName: "sweeper",
  input: { by: "clock" },
};
const answered: InvokeOutcome = { _tag: "Answered", payload: "null" };
const over = (): Promise<void> => new Promise((done) => setImmediate(done));

/** A schedule whose periods pass when the test says so. */
const start = (invoke: () => Promise<InvokeOutcome>, schedule = sweep) => {
  const calls: unknown[] = [];
  const events: ScheduleEvent[] = [];
  let onPeriod: () => void = () => undefined;
  let periodMs = 0;
  const running = startSchedule(schedule, {
    invoke: (name, event) => {
      calls.push([name, event]);
      return invoke();
    },
    timer: (ms, callback) => {
      periodMs = ms;
      onPeriod = callback;
      return () => {
        onPeriod = () => undefined;
      };
    },
    onEvent: (event) => events.push(event),
  });
  return { calls, events, running, period: () => onPeriod(), periodMs: () => periodMs };
};

testStartSchedule("runs its function with its input after every period, not before", async () => {
  const at = start(async () => answered);
  const before = [...at.calls];
  at.period();
  await over();
  at.period();
  await over();
  assert.equal(before, []);
  assert.is(at.periodMs(), 60_000);
  assert.equal(at.calls, [
    ["sweeper", { by: "clock" }],
    ["sweeper", { by: "clock" }],
  ]);
  assert.equal(at.events, [
    { _tag: "Ran", name: "sweep" },
    { _tag: "Ran", name: "sweep" },
  ]);
});

testStartSchedule("leaves out a run while the last one is still under way", async () => {
  const { promise, resolve: finish } = Promise.withResolvers<InvokeOutcome>();
  const at = start(() => promise);
  at.period();
  at.period();
  finish(answered);
  await over();
  at.period();
  assert.is(at.calls.length, 2);
  assert.equal(at.events, [
    { _tag: "Skipped", name: "sweep" },
    { _tag: "Ran", name: "sweep" },
  ]);
});

testStartSchedule("tells of a run that failed, and goes on", async () => {
  const outcomes: (() => Promise<InvokeOutcome>)[] = [
    async () => ({ _tag: "FunctionError", payload: "{}" }),
    async () => ({ _tag: "UnknownFunction" }),
    async () => {
      throw new Error("no process");
    },
    async () => answered,
  ];
  const at = start(() => outcomes.shift()?.() ?? Promise.resolve(answered));
  for (let n = 0; n < 4; n += 1) {
    at.period();
    await over();
  }
  assert.equal(at.events, [
    { _tag: "Failed", name: "sweep", reason: "the function failed" },
    { _tag: "Failed", name: "sweep", reason: "there is no such function" },
    { _tag: "Failed", name: "sweep", reason: "no process" },
    { _tag: "Ran", name: "sweep" },
  ]);
});

testStartSchedule("stopping waits for the run that is under way, and none follows", async () => {
  const { promise, resolve: finish } = Promise.withResolvers<InvokeOutcome>();
  const at = start(() => promise);
  let isStopped = false;
  at.period();
  const stopping = at.running.stop().then(() => {
    isStopped = true;
  });
  await over();
  const wasStoppedEarly = isStopped;
  finish(answered);
  await stopping;
  at.period();
  assert.equal([wasStoppedEarly, isStopped, at.calls.length], [false, true, 1]);
});

testStartSchedule("refuses an expression it cannot run before anything starts", () => {
  assert.throws(
    () => start(async () => answered, { ...sweep, expression: "cron(0 12 * * ? *)" }),
    /only rate\(\.\.\.\) runs on this machine/,
  );
});

testStartSchedule.run();
