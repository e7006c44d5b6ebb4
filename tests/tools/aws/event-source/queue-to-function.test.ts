import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { MappingEvent } from "../../../../tools/aws/event-source/event-source-mapping";
import { sqsRecord } from "../../../../tools/aws/event-source/queue";
import { startEventSourceMapping } from "../../../../tools/aws/event-source/start-event-source-mapping";
import { until } from "../../../helpers/time-and-chance";
import { aFunction, removeCodeFolders, withHost } from "../lambda/a-function";
import { withQueue } from "./a-mapping";

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

testSqsRecord.run();

const testQueueToFunction = suite("queue to function");
testQueueToFunction.after(removeCodeFolders);

const handler = `async ({ Records }) => {
  for (const { body } of Records) if (body === "die") process.exit(1); else console.log(body);
  return { batchItemFailures: Records.filter(({ body }) => body === "fail").map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;

testQueueToFunction("a real function takes messages off a real queue, and what it fails or dies on comes back", () =>
  withHost(({ host, lines }) =>
    withQueue(
      async ({ sqs, queueUrl, queueArn, send }) => {
        const events: MappingEvent[] = [];
        await host.deploy(aFunction(handler));
        const mapping = startEventSourceMapping(
          {
            uuid: "u",
            functionName: "greeter",
            queueUrl,
            queueArn,
            batchSize: 1,
            maximumBatchingWindowSeconds: 0,
            reportBatchItemFailures: true,
            region: "eu-north-1",
          },
          { sqs, invoke: host.invoke, onEvent: (event) => events.push(event), pollSeconds: 0.1 },
        );
        for (const body of ["one", "die", "fail", "two"]) await send(body);
        const kept = (): readonly string[] => events.flatMap((event) => (event._tag === "Kept" ? [event.detail] : []));
        const deleted = (): number => events.filter(({ _tag }) => _tag === "Deleted").length;
        await until("both kinds of failure came twice", () => deleted() === 2 && kept().length >= 4);
        await mapping.stop();
        assert.equal([...new Set(kept())].sort(), ["Runtime.ExitError", "reported by the function"]);
        const bodies = lines.map(({ line }) => JSON.parse(line).message).filter((message) => message !== undefined);
        assert.equal([...new Set(bodies)].sort(), ["fail", "one", "two"]);
        assert.ok(bodies.filter((body) => body === "fail").length >= 2);
      },
      { VisibilityTimeout: "1" },
    ),
  ),
);

testQueueToFunction.run();
