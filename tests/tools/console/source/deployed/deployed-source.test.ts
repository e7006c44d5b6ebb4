import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toAttributes } from "../../../../../runtime/codec/attribute-value";
import { noFilter } from "../../../../../tools/console/api/conversation";
import type { ConsoleSource } from "../../../../../tools/console/source/console-source";
import { makeDeployedSource } from "../../../../../tools/console/source/deployed/deployed-source";
import { watchOpen } from "../../../../../tools/console/source/deployed/watch-open";
import { closedVeil, openVeil, type Veil } from "../../../../../tools/console/source/veil";
import { fakeAws } from "../../../../helpers/fake-aws";
import { processorRecord } from "../../../../helpers/queue-message";
import { until } from "../../../../helpers/time-and-chance";
import { givenUp, guardRecord, inMemoryOps } from "../../../ops/in-memory-ops";

const test = suite("the console of a deployed stack");

const watching: ConsoleSource[] = [];
test.after(() => Promise.all(watching.map((source) => source.close())).then(() => undefined));

const record = givenUp();
const id = String(record.conversation_id);

const pair = (channel: string) => ({ url: `https://sqs/${channel}`, dlqUrl: `https://sqs/${channel}-dlq` });

const aSource = (veil: Veil = openVeil) => {
  const dynamo = fakeAws(DynamoDBClient, {
    QueryCommand: ({ ExclusiveStartKey }) =>
      ExclusiveStartKey === undefined
        ? { Items: [], LastEvaluatedKey: toAttributes({ conversation_id: "c1" }) }
        : { Items: [toAttributes(record)] },
  });
  const logs = fakeAws(CloudWatchLogsClient, {
    FilterLogEventsCommand: ({ logGroupName, filterPattern }) => {
      if (String(logGroupName).includes("sms"))
        throw new ResourceNotFoundException({ message: "no such group", $metadata: {} });
      if (!String(logGroupName).includes("email-processor") || !String(filterPattern).includes(id))
        return { events: [] };
      const message = { event: "setback", status: "OutcomeUnknown", receive: 1 };
      const timestamp = Date.parse("2026-11-20T11:43:15.000Z");
      return { events: [{ timestamp, message: JSON.stringify({ level: "WARN", message }) }] };
    },
  });
  const alarm = (name: string) => ({ AlarmName: name, StateValue: "ALARM", StateTransitionedTimestamp: new Date(0) });
  const cloudWatch = fakeAws(CloudWatchClient, {
    GetMetricDataCommand: () => ({ MetricDataResults: [] }),
    DescribeAlarmsCommand: ({ NextToken }) =>
      NextToken === undefined
        ? { MetricAlarms: [alarm("ai-multi-comms-sms-dead-letters-dev")], NextToken: "more" }
        : { MetricAlarms: [alarm("ai-multi-comms-sms-dead-letters-prod"), alarm("ai-multi-comms-errors-dev")] },
  });
  const sqs = fakeAws(SQSClient, {
    GetQueueAttributesCommand: ({ QueueUrl }) => ({
      Attributes: { ApproximateNumberOfMessages: String(QueueUrl).endsWith("dlq") ? "3" : "1" },
    }),
  });
  const { env } = inMemoryOps([record, guardRecord(), processorRecord()]);
  const source = makeDeployedSource({
    target: {
      stack: "dev",
      conversationsTable: "conversations",
      companyTable: "companies",
      openaiUrl: "",
      queues: { whatsapp: pair("whatsapp"), sms: pair("sms"), email: pair("email") },
      repliesQueue: pair("replies"),
      eventsQueue: null,
    },
    env,
    dynamo: dynamo.client,
    sqs: sqs.client,
    cloudWatch: cloudWatch.client,
    logs: logs.client,
    veil,
    onError: (error) => assert.unreachable(String(error)),
  });
  watching.push(source);
  return { source, dynamo, cloudWatch };
};

const list = ({ conversations }: ConsoleSource, filter: Partial<typeof noFilter>) =>
  conversations({ ...noFilter, ...filter }, undefined, 50);

test("lists a project's conversations, reading on where a filter leaves a page empty", async () => {
  const { source, dynamo } = aSource();
  const page = await list(source, { project: "ci-aaa-001/pi-aaa-001", channel: "email" });
  assert.equal([page.rows.map((row) => row.id), page.next, page.total], [[id], null, null]);
  const [[name, input] = ["", {}], ...others] = dynamo.asked;
  assert.equal([name, others.length], ["QueryCommand", 1]);
  assert.match(JSON.stringify(input), "company-id-project-id-index");
});

test("lists a recipient's conversations by the table's own key", async () => {
  const { source, dynamo } = aSource();
  await list(source, { recipient: "+447400123456" });
  assert.match(JSON.stringify(dynamo.asked[0]), "primary_channel = :recipient");
});

test("lists without a project what is not final, and by a status what has it", async () => {
  const { source, dynamo } = aSource();
  const open = await list(source, {});
  const unknown = await list(source, { status: "delivery_unknown" });
  assert.equal(
    [open.rows.map((row) => row.status), unknown.rows.map((row) => row.id)],
    [["processing", "delivery_unknown"], [id]],
  );
  assert.equal(dynamo.asked, []);
});

test("shows one conversation from its record and its log lines, and what it needs", async () => {
  const { source } = aSource();
  const view = await source.conversation(id);
  assert.equal([view?.needs, view?.logLines.length], ["settle", 1]);
  assert.ok(
    view?.timeline.some(
      ({ title, source: from }) => title === "Setback at receive 1: OutcomeUnknown" && from === "log",
    ),
  );
  assert.is(view?.timeline.find(({ attempt }) => attempt === 1)?.title, "Committed to send");
  assert.equal(view?.assistant?.variables, { "1": "Ada", "2": "Healthcare Assistant" });
  assert.is(await source.conversation("ci-aaa-001#pi-aaa-001#none#sender"), undefined);
});

test("draws a picture of its queues and its own alarms, and asks CloudWatch no more often than it pays", async () => {
  const { source, cloudWatch } = aSource();
  await source.picture();
  const { queues, alarms } = await source.picture();
  const depth = { waiting: 1, inFlight: 0, deadLetters: 3, oldestSeconds: null };
  assert.equal([queues.sms, queues.replies], [depth, depth]);
  const states = alarms.map(({ name, state }) => `${name} ${state}`);
  assert.equal(states, ["ai-multi-comms-sms-dead-letters-dev ALARM", "ai-multi-comms-errors-dev ALARM"]);
  const asked = cloudWatch.asked.map(([name]) => name);
  assert.equal(asked, ["GetMetricDataCommand", "DescribeAlarmsCommand", "DescribeAlarmsCommand"]);
});

test("masks what is personal everywhere, unless it is to be revealed", async () => {
  const { source } = aSource(closedVeil);
  const text = JSON.stringify([
    await source.conversation(id),
    await list(source, {}),
    await list(source, { project: "ci-aaa-001/pi-aaa-001" }),
  ]);
  for (const personal of ["Ada", "Byron", "ada@example.com", "+447400123456"]) assert.not.match(text, personal);
});

const testWatch = suite("watching what is not final");

testWatch(
  "tells what is new, what has changed, and what has become final, once each; and looks only when somebody hears",
  async () => {
    let open = [{ conversation_id: "a", updated_at: "1" }];
    let isWanted = false;
    let looks = 0;
    const told: string[] = [];
    const watch = watchOpen({
      everyMs: 1,
      isWanted: () => isWanted,
      read: async () => {
        looks += 1;
        return open;
      },
      readOne: async (id) => ({ conversation_id: id, updated_at: "final" }),
      onRecords: (records) => {
        for (const { conversation_id, updated_at } of records) told.push(`${conversation_id} ${updated_at}`);
      },
      onError: (error) => assert.unreachable(String(error)),
    });
    const looked = async (times: number): Promise<void> => {
      const from = looks;
      await until("looks", () => looks >= from + times);
    };
    assert.is(looks, 0);
    isWanted = true;
    await looked(3);
    open = [{ conversation_id: "a", updated_at: "2" }];
    await looked(3);
    open = [];
    await looked(3);
    watch.stop();
    assert.equal(told, ["a 1", "a 2", "a final"]);
  },
);
