import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sqsRecord } from "../../../../tools/aws/event-source/queue";
import { until } from "../../../helpers/time-and-chance";
import { withFunction } from "../lambda/a-function";
import { withMapping } from "./a-mapping";

const testSqsRecord = suite("sqs record");

const source = { queueArn: "arn:aws:sqs:eu-north-1:000000000000:work", region: "eu-north-1" };
const message = {
  MessageId: "m-1",
  ReceiptHandle: "r-1",
  Body: "hello",
  MD5OfBody: "5d41402abc4b2a76b9719d911017c592",
};

testSqsRecord("passes on every system attribute that SQS gives, a message group among them", () => {
  const record = sqsRecord(source, { ...message, Attributes: { SenderId: "me", MessageGroupId: "tenant-1" } });
  assert.equal(record, {
    messageId: "m-1",
    receiptHandle: "r-1",
    body: "hello",
    attributes: { SenderId: "me", MessageGroupId: "tenant-1" },
    messageAttributes: {},
    md5OfBody: "5d41402abc4b2a76b9719d911017c592",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-north-1:000000000000:work",
    awsRegion: "eu-north-1",
  });
});

testSqsRecord("refuses a message without a receipt handle by name", () => {
  const { ReceiptHandle: _, ...rest } = message;
  assert.throws(() => sqsRecord(source, rest), "A received SQS message has no ReceiptHandle");
});

const testQueueToFunction = suite("queue to function");

const handler = `async ({ Records }) => {
  for (const { body } of Records) if (body === "die") process.exit(1); else console.log(body);
  return { batchItemFailures: Records.filter(({ body }) => body === "fail").map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;

testQueueToFunction("a real function takes messages off a real queue, and what it fails or dies on comes back", () =>
  withFunction(handler, ({ lines, invoke }) =>
    withMapping(
      {
        queue: { VisibilityTimeout: "1" },
        mapping: { batchSize: 1 },
        waiting: ["one", "die", "fail", "two"],
        invoke: (Records) => invoke({ Records }),
      },
      async ({ events, idsOf, mapping }) => {
        const kept = (): readonly string[] => events.flatMap((event) => (event._tag === "Kept" ? [event.detail] : []));
        await until(
          "both kinds of failure came twice",
          () => new Set(idsOf("Deleted")).size === 2 && kept().length >= 4,
        );
        await mapping.stop();
        assert.equal([...new Set(kept())].sort(), ["Runtime.ExitError", "reported by the function"]);
        const bodies = lines.map(({ line }) => JSON.parse(line).message).filter((message) => message !== undefined);
        assert.equal([...new Set(bodies)].sort(), ["fail", "one", "two"]);
        assert.ok(bodies.filter((body) => body === "fail").length >= 2);
      },
    ),
  ),
);
