import { test } from "uvu";
import * as assert from "uvu/assert";
import { sqsRecord } from "../../../../tools/aws/event-source/queue";

const source = { queueArn: "arn:aws:sqs:eu-north-1:000000000000:work", region: "eu-north-1" };
const message = {
  MessageId: "m-1",
  ReceiptHandle: "r-1",
  Body: "hello",
  MD5OfBody: "5d41402abc4b2a76b9719d911017c592",
};

test("a record passes on every system attribute that SQS gives, a message group among them", () => {
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

test("a record refuses a message without a receipt handle by name", () => {
  const { ReceiptHandle: _, ...rest } = message;
  assert.throws(() => sqsRecord(source, rest), "A received SQS message has no ReceiptHandle");
});
