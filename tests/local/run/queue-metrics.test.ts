import { suite } from "uvu";
import * as assert from "uvu/assert";
import { measureQueues } from "../../../local/run/queue-metrics";
import { measured } from "./measured";

const test = suite("queue metrics");

const NOW = Date.parse("2026-11-20T11:45:33.000Z");

test("are each queue's depths, and the age of its oldest message in whole seconds", () => {
  const queues = [
    { name: "sms", visible: 2, inFlight: 1, delayed: 3, oldestSentAt: NOW - 61_999 },
    { name: "sms-dlq", visible: 0, inFlight: 0, delayed: 0, oldestSentAt: undefined },
  ];
  assert.equal(
    measured((cloudWatch) => measureQueues({ queues: () => queues, cloudWatch }, NOW)),
    {
      "AWS/SQS ApproximateNumberOfMessagesVisible sms": 2,
      "AWS/SQS ApproximateNumberOfMessagesNotVisible sms": 1,
      "AWS/SQS ApproximateNumberOfMessagesDelayed sms": 3,
      "AWS/SQS ApproximateAgeOfOldestMessage sms": 61,
      "AWS/SQS ApproximateNumberOfMessagesVisible sms-dlq": 0,
      "AWS/SQS ApproximateNumberOfMessagesNotVisible sms-dlq": 0,
      "AWS/SQS ApproximateNumberOfMessagesDelayed sms-dlq": 0,
      "AWS/SQS ApproximateAgeOfOldestMessage sms-dlq": 0,
    },
  );
});

test.run();
