import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { deliveryOf, SqsEvent } from "../../../runtime/processor/delivery";

const record = {
  messageId: "m-1",
  receiptHandle: "r-1",
  body: "{}",
  attributes: { ApproximateReceiveCount: "3", SentTimestamp: "1" },
  messageAttributes: {},
  md5OfBody: "x",
  eventSource: "aws:sqs",
  eventSourceARN: "arn",
  awsRegion: "eu-north-1",
};

const test = suite("delivery");

test("a record of the queue's event becomes a delivery, its receives a number", () => {
  const decoded = SqsEvent.decode({ Records: [record] });

  assert.equal(E.isRight(decoded) && decoded.right.Records.map(deliveryOf), [
    { messageId: "m-1", receiptHandle: "r-1", body: "{}", receiveCount: 3 },
  ]);
});

for (const event of [
  null,
  {},
  { Records: {} },
  { Records: [{ ...record, attributes: {} }] },
  { Records: [{ ...record, body: 1 }] },
]) {
  test(`${JSON.stringify(event).slice(0, 40)} is no event of a queue`, () => {
    assert.ok(E.isLeft(SqsEvent.decode(event)));
  });
}

test.run();
