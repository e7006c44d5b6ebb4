import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readStatistic } from "../../../../tools/aws/cloudwatch/metric-store";
import { aCloudWatch, type RunningCloudWatch, START } from "./running-cloud-watch";

const testMetricFilter = suite("metric filters");

const ingest = ({ watch, clock }: RunningCloudWatch, line: unknown, logGroup = "/aws/lambda/f"): void =>
  watch.ingest({ logGroup, timestamp: new Date(clock.now).toISOString(), line: JSON.stringify(line) });

const filter = (defaultValue?: number) => ({
  name: "f1",
  logGroup: "/aws/lambda/f",
  pattern: '{ $.level = "ERROR" }',
  metric: { namespace: "N", name: "Errors", value: 1, defaultValue },
});

const sums = ({ watch }: RunningCloudWatch, name = "Errors", dimensions = {}) =>
  watch
    .metrics({
      namespace: "N",
      name,
      dimensions,
      statistic: "Sum",
      periodSeconds: 60,
      from: START,
      to: START + 600_000,
    })
    .map(({ at, value }) => [(at - START) / 60_000, value]);

testMetricFilter("count the matching lines of their own log group", () => {
  const running = aCloudWatch();
  running.watch.putMetricFilter(filter());
  ingest(running, { level: "ERROR" });
  ingest(running, { level: "INFO" });
  ingest(running, { level: "ERROR" }, "/aws/lambda/other");
  running.clock.now += 60_000;
  ingest(running, { level: "ERROR" });
  ingest(running, { level: "ERROR" });
  assert.equal(sums(running), [
    [0, 1],
    [1, 2],
  ]);

  running.watch.removeMetricFilter("/aws/lambda/f", "f1");
  ingest(running, { level: "ERROR" });
  assert.equal(sums(running), [
    [0, 1],
    [1, 2],
  ]);
});

testMetricFilter("publish the default value once in a minute whose lines do not match", () => {
  const running = aCloudWatch();
  running.watch.putMetricFilter(filter(2));
  ingest(running, { level: "INFO" });
  ingest(running, { level: "INFO" });
  running.clock.now += 60_000;
  ingest(running, { level: "INFO" });
  ingest(running, { level: "ERROR" });
  ingest(running, { level: "INFO" });
  assert.equal(sums(running), [
    [0, 2],
    [1, 1],
  ]);
});

testMetricFilter("with a wrong pattern, and a line without a time, are refused by name", () => {
  const { watch } = aCloudWatch();
  const wrong = () => watch.putMetricFilter({ ...filter(), pattern: "{ $.a }" });
  assert.throws(wrong, 'metric filter "f1": filter pattern { $.a } is not supported locally');
  const ingestAt = (timestamp: string) => () => watch.ingest({ logGroup: "g", timestamp, line: "" });
  assert.throws(ingestAt("now"), "log group g: the timestamp of a line");
});

const embedded = {
  _aws: {
    Timestamp: START + 60_000,
    CloudWatchMetrics: [
      { Namespace: "N", Dimensions: [["channel"], []], Metrics: [{ Name: "Sent", Unit: "Count" }, { Name: "Ms" }] },
    ],
  },
  channel: "sms",
  Sent: 1,
  Ms: [10, 20],
};

testMetricFilter("embedded metrics are taken from the root of a line, for each set of dimensions", () => {
  const running = aCloudWatch();
  ingest(running, embedded, "any");
  assert.equal(sums(running, "Sent", { channel: "sms" }), [[1, 1]]);
  assert.equal(sums(running, "Sent"), [[1, 1]]);
  assert.equal(sums(running, "Ms", { channel: "sms" }), [[1, 30]]);
  assert.is(running.watch.listMetrics().length, 4);
});

testMetricFilter("what console logs is under message, where CloudWatch does not look, and a text line has none", () => {
  const running = aCloudWatch();
  ingest(running, { level: "INFO", message: embedded }, "any");
  running.watch.ingest({ logGroup: "g", timestamp: new Date(START).toISOString(), line: "START RequestId" });
  assert.equal(running.watch.listMetrics(), []);
});

testMetricFilter("a dimension must be a text with something in it", () => {
  const running = aCloudWatch();
  for (const channel of [undefined, 1, "", " "]) ingest(running, { ...embedded, channel }, "any");
  const dimensions = running.watch.listMetrics().map((metric) => metric.dimensions);
  assert.equal(dimensions, [{}, {}]);
});

const testStatistic = suite("statistics");

const values = new Map([
  [1, 2],
  [4, 1],
  [10, 1],
]);

for (const [name, expected] of [
  ["Sum", 16],
  ["Maximum", 10],
] as const)
  testStatistic(name, () => assert.equal(pipe(readStatistic(name), E.ap(E.right(values))), E.right(expected)));

testStatistic("others are refused by name", () => {
  for (const name of ["sum", "Average", "p90", "toString"])
    assert.equal(readStatistic(name), E.left(`statistic "${name}" is not supported (Sum and Maximum are)`));
});
