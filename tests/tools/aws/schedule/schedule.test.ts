import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { type ScheduleEvent, schedulePeriod, startSchedule } from "../../../../tools/aws/schedule/schedule";

const testSchedulePeriod = suite("schedule period");

for (const [expression, seconds] of Object.entries({
  // Seconds are known to the local run only.
  "rate(1 second)": 1,
  "rate(30 seconds)": 30,
  "rate(1 minute)": 60,
  "rate(5 minutes)": 300,
}))
  testSchedulePeriod(`reads ${expression}`, () => assert.is(schedulePeriod(expression), seconds));

for (const expression of [
  "rate(1 seconds)",
  "rate(1 minutes)",
  "rate(2 minute)",
  "rate(0 minutes)",
  "rate(1 day)",
  "rate(1.5 minutes)",
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

const testStartSchedule = suite("schedule");

const sweep = { name: "sweep", expression: "rate(1 minute)", functionName: "sweeper", input: { by: "clock" } };
const ran = { _tag: "Ran", name: "sweep" };
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
  assert.equal([at.calls, at.periodMs()], [[], 60_000]);
  at.period();
  await over();
  at.period();
  await over();
  const call = ["sweeper", { by: "clock" }];
  assert.equal(
    [at.calls, at.events],
    [
      [call, call],
      [ran, ran],
    ],
  );
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
  assert.equal(at.events, [{ _tag: "Skipped", name: "sweep" }, ran]);
});

testStartSchedule("tells of a run that failed, and goes on", async () => {
  const outcomes: (() => Promise<InvokeOutcome>)[] = [
    async () => ({ _tag: "FunctionError", payload: "{}" }),
    async () => ({ _tag: "UnknownFunction" }),
    () => Promise.reject(new Error("no process")),
  ];
  const at = start(() => outcomes.shift()?.() ?? Promise.resolve(answered));
  for (let n = 0; n < 4; n += 1) {
    at.period();
    await over();
  }
  const failed = (reason: string) => ({ _tag: "Failed", name: "sweep", reason });
  const reasons = ["the function failed", "there is no such function", "no process"];
  assert.equal(at.events, [...reasons.map(failed), ran]);
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
    "Schedule expression cron(0 12 * * ? *): ",
  );
});
