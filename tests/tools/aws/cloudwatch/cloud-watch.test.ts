import { test } from "uvu";
import * as assert from "uvu/assert";
import { startCloudWatch } from "../../../../tools/aws/cloudwatch/cloud-watch";
import criticalAlarmPublished from "./critical-alarm.json";
import { aCloudWatch, criticalAlarm, START, TOPIC } from "./running-cloud-watch";

test("one critical log line fires within its unfinished minute and clears when the minute is over", async () => {
  const running = aCloudWatch();
  const { watch, clock, published, stateNow } = running;
  watch.putMetricFilter({
    name: "critical",
    logGroup: "/aws/lambda/sms",
    pattern: "{ $.message.critical IS TRUE }",
    metric: { namespace: "AiMultiComms", name: "CriticalFailures", value: 1, defaultValue: undefined },
  });
  watch.putAlarm(criticalAlarm());
  assert.equal(watch.alarms(), [
    {
      alarm: criticalAlarm(),
      value: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
      since: START,
      configuredAt: START,
    },
  ]);
  assert.is(stateNow(), "OK");
  assert.is(
    watch.alarms()[0]?.reason,
    "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
  );

  clock.now = START + 5_000;
  const line = JSON.stringify({ level: "ERROR", message: { critical: true } });
  watch.ingest({ logGroup: "/aws/lambda/sms", timestamp: "2026-11-20T10:39:04.500Z", line });
  assert.is(stateNow(), "ALARM");
  await watch.stop();
  assert.equal(published, criticalAlarmPublished);

  clock.now = START + 61_000;
  assert.is(stateNow(), "ALARM");
  clock.now = START + 121_000;
  assert.is(stateNow(), "OK");
  const changes = running.changes.map(({ before, state }) => `${before} → ${state.value}`);
  assert.equal(changes, ["INSUFFICIENT_DATA → OK", "OK → ALARM", "ALARM → OK"]);
});

test("a line at the very end of a period is not missed by an evaluation in the next one", () => {
  const { watch, clock, measure, stateNow } = aCloudWatch();
  watch.putAlarm(criticalAlarm());
  clock.now = START + 59_900;
  measure(1);
  clock.now = START + 62_000;
  assert.is(stateNow(), "ALARM");
});

test("nothing is published when the alarm ends, nor when actions are off", async () => {
  const { watch, clock, published, measure, stateNow } = aCloudWatch();
  watch.putAlarm(criticalAlarm());
  measure(1);
  assert.is(stateNow(), "ALARM");
  clock.now += 120_000;
  assert.is(stateNow(), "OK");
  watch.putAlarm(criticalAlarm({ actionsEnabled: false }));
  measure(1);
  assert.is(stateNow(), "ALARM");
  await watch.stop();
  const subjects = published.map(({ subject }) => subject);
  assert.equal(subjects, ['ALARM: "critical" in EU (Stockholm)']);
});

const operators: readonly (readonly [string, number, string])[] = [
  ["GreaterThanOrEqualToThreshold", 4, "OK"],
  ["GreaterThanOrEqualToThreshold", 5, "ALARM"],
  ["LessThanThreshold", 5, "OK"],
  ["LessThanThreshold", 4, "ALARM"],
];

for (const [comparisonOperator, value, expected] of operators)
  test(`${comparisonOperator} 5 with ${value} is ${expected}`, () => {
    const { watch, clock, measure, stateNow } = aCloudWatch();
    watch.putAlarm(criticalAlarm({ comparisonOperator, threshold: 5 }));
    measure(value);
    clock.now += 60_000;
    assert.is(stateNow(), expected);
  });

test("a growing sum is not called too low before its period is over", () => {
  const { watch, clock, measure, stateNow } = aCloudWatch();
  watch.putAlarm(criticalAlarm({ comparisonOperator: "LessThanThreshold", threshold: 5 }));
  measure(1);
  assert.is(stateNow(), "OK");
  clock.now += 60_000;
  assert.is(stateNow(), "ALARM");
});

for (const [treatMissingData, first, afterAlarm] of [
  ["notBreaching", "OK", "OK"],
  ["breaching", "INSUFFICIENT_DATA", "ALARM"],
] as const)
  test(`without data, "${treatMissingData}" is ${first} at first and ${afterAlarm} after an alarm`, () => {
    const { watch, clock, measure, stateNow } = aCloudWatch();
    watch.putAlarm(criticalAlarm({ treatMissingData }));
    assert.is(stateNow(), first);
    measure(1);
    assert.is(stateNow(), "ALARM");
    clock.now += 180_000;
    assert.is(stateNow(), afterAlarm);
  });

test("statistics and dimensions choose what is compared", () => {
  const { watch, stateNow } = aCloudWatch();
  const dimensions = { QueueName: "q", Stage: "dev" };
  watch.putAlarm(criticalAlarm({ dimensions, statistic: "Maximum", threshold: 9 }));
  const put = (value: number, of: Record<string, string>) =>
    watch.putMetric({ namespace: "AiMultiComms", name: "CriticalFailures", dimensions: of, value, at: START });
  put(100, { QueueName: "other", Stage: "dev" });
  put(5, dimensions);
  put(5, dimensions);
  assert.is(stateNow(), "OK");
  put(10, { Stage: "dev", QueueName: "q" });
  assert.is(stateNow(), "ALARM");
});

test("a failed publish is reported with the alarm and the topic", async () => {
  const { watch, errors, measure, stateNow } = aCloudWatch(() => Promise.reject(new Error("topic is gone")));
  watch.putAlarm(criticalAlarm());
  measure(1);
  assert.is(stateNow(), "ALARM");
  await watch.stop();
  assert.equal(
    errors.map(({ message, cause }) => [message, cause instanceof Error && cause.message]),
    [[`alarm "critical" could not be published to ${TOPIC}`, "topic is gone"]],
  );
});

test("what cannot be evaluated is refused by name", () => {
  const { watch } = aCloudWatch();
  const put = (changes: Parameters<typeof criticalAlarm>[0]) => () => watch.putAlarm(criticalAlarm(changes));
  assert.throws(put({ comparisonOperator: "GreaterThanUpperThreshold" }), 'alarm "critical": comparison operator');
  assert.throws(put({ treatMissingData: "never" }), 'treatMissingData "never" is none of');
  assert.throws(put({ statistic: "Median" }), 'alarm "critical": statistic "Median" is not supported');
  assert.throws(put({ periodSeconds: 15 }), "period must be a multiple of 10 seconds, not 15");
  assert.throws(put({ evaluationPeriods: 3 }), "evaluationPeriods 3 is not supported, only 1 is");
  assert.throws(
    put({ alarmActions: ["arn:aws:lambda:x"] }),
    "action arn:aws:lambda:x is not supported, only SNS topics are",
  );
});

test("an alarm that is put again keeps its state, and a removed one is gone", () => {
  const { watch, measure, stateNow } = aCloudWatch();
  watch.putAlarm(criticalAlarm());
  measure(1);
  assert.is(stateNow(), "ALARM");
  watch.putAlarm(criticalAlarm({ description: "changed" }));
  const [state, ...others] = watch.alarms();
  assert.equal([state?.value, state?.alarm.description, others], ["ALARM", "changed", []]);
  watch.removeAlarm("critical");
  assert.equal(watch.alarms(), []);
});

test("a timer evaluates by itself until it is stopped", async () => {
  const { promise: changed, resolve: found } = Promise.withResolvers<void>();
  const now = () => START;
  const watch = startCloudWatch({ now, publish: async () => {}, onAlarm: () => found(), evaluateEveryMs: 5 });
  watch.putAlarm(criticalAlarm());
  await changed;
  await watch.stop();
  assert.is(watch.alarms()[0]?.value, "OK");
});
