import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deployedHistory, deployedPicture } from "../../../../../tools/console/source/deployed/deployed-picture";
import { metricQueries, readMetrics } from "../../../../../tools/console/source/deployed/metrics";
import { fakeAws } from "../../../../helpers/fake-aws";

const from = new Date("2026-11-20T09:00:00Z");
const to = new Date("2026-11-20T09:15:00Z");
const at = (minutes: number): Date => new Date(from.getTime() + minutes * 60_000);
const second = (minutes: number): number => at(minutes).getTime() / 1000;

const pages: Readonly<Record<string, object>> = {
  first: {
    MetricDataResults: [{ Id: "accepted", Timestamps: [at(0), at(5)], Values: [30, 60] }],
    NextToken: "second",
  },
  second: {
    MetricDataResults: [
      { Id: "accepted", Timestamps: [at(10)], Values: [3] },
      { Id: "clientErrors", Timestamps: [at(5)], Values: [2] },
      { Id: "serverErrors", Timestamps: [at(5)], Values: [1] },
      { Id: "age_sms", Timestamps: [at(5)], Values: [42] },
      { Id: "age_email", Timestamps: [at(5)], Values: [7] },
      { Id: "waiting", Timestamps: [at(5)], Values: [4] },
    ],
  },
};

const read = () => {
  const aws = fakeAws(CloudWatchClient, {
    GetMetricDataCommand: ({ NextToken = "first" }) => pages[String(NextToken)],
  });
  return readMetrics(aws.client, "dev", from, to, 300);
};

const quiet = { waiting: 0, inFlight: 0, deadLetters: 0 };

test("are read to the last page, in the stack's own namespace and by its own names", async () => {
  const metrics = await read();
  const expected = new Map().set(second(0), 30).set(second(5), 60).set(second(10), 3);
  assert.equal(metrics.accepted, expected);
  assert.equal([...metrics.sent], []);
  const expressions = metricQueries("dev", 300).map(({ Expression = "" }) => Expression);
  assert.ok(expressions.includes(`SUM(SEARCH('{"AiMultiComms/dev",Channel} MetricName="Accepted"', 'Sum', 300))`));
  assert.ok(expressions.some((one) => one.includes('QueueName="ai-multi-comms-sms-queue-dev"')));
});

test("make a picture: sums, the last period's rate, and an age only where something lies", async () => {
  const depths = { whatsapp: quiet, sms: { ...quiet, inFlight: 1 }, email: quiet, replies: quiet, events: quiet };
  const { counts, queues } = deployedPicture(depths, await read(), [], to);
  assert.equal(counts.accepted, { total: 93, perSecond: 0.01 });
  assert.equal(counts.refused, { total: 3, perSecond: 0.01 });
  assert.is(counts.drafted, null);
  assert.equal([queues.sms.oldestSeconds, queues.email.oldestSeconds], [42, null]);
});

test("make a history of rates, with nothing where a depth is not known", async () => {
  const { at: times, lines } = deployedHistory(await read(), from, to);
  assert.equal(times, [second(0), second(5), second(10)]);
  assert.equal(lines.accepted, [0.1, 0.2, 0.01]);
  assert.equal(lines.waiting, [null, 4, null]);
});
