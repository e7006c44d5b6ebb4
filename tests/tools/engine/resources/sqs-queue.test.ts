import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import { assertRefused, cloudSuite } from "./local-cloud";

const test = cloudSuite("sqs-queue");

const type = "aws:sqs/queue:Queue";
const arnOf = (name: string): string => `arn:aws:sqs:eu-north-1:000000000000:${name}`;

const policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arnOf("orders") }],
};

test("creates a queue at a loopback address with its declared attributes", async ({ local }) => {
  const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("orders-dlq"), maxReceiveCount: 1 });
  await local.make(type, { name: "orders-dlq", messageRetentionSeconds: 1209600 }, "dlq");
  const made = await local.make(type, {
    name: "orders",
    visibilityTimeoutSeconds: 900,
    messageRetentionSeconds: 345600,
    maxMessageSize: 262144,
    sqsManagedSseEnabled: true,
    redrivePolicy,
  });
  await local.make("aws:sqs/queuePolicy:QueuePolicy", { queueUrl: made.id, policy: JSON.stringify(policy) });
  await local.make("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", {
    queueUrl: `${local.cloud.endpoints.sqs}/000000000000/orders-dlq`,
    redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arnOf("orders")] }),
  });

  const url = `${local.cloud.endpoints.sqs}/000000000000/orders`;
  const expected = {
    QueueArn: arnOf("orders"),
    VisibilityTimeout: "900",
    MessageRetentionPeriod: "345600",
    MaximumMessageSize: "262144",
    RedrivePolicy: redrivePolicy,
    Policy: JSON.stringify(policy),
  };
  const AttributeNames = Object.keys(expected) as (keyof typeof expected)[];
  const asked = new GetQueueAttributesCommand({ QueueUrl: made.id, AttributeNames });

  assert.equal(made, { id: url, state: { name: "orders", arn: arnOf("orders"), url } });
  assert.equal((await local.cloud.sqs.send(asked)).Attributes, expected);
});

test("moves a message to the dead-letter queue after the declared number of receives", async ({ local }) => {
  const dlq = await local.make(type, { name: "jobs-dlq" }, "jobs-dlq");
  const queue = await local.make(type, {
    name: "jobs",
    visibilityTimeoutSeconds: 0,
    redrivePolicy: { deadLetterTargetArn: dlq.state.arn, maxReceiveCount: 1 },
  });
  const receive = async (url: string): Promise<readonly (string | undefined)[]> => {
    const { Messages = [] } = await local.cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
    return Messages.map(({ Body }) => Body);
  };

  await local.cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue.id, MessageBody: "poison" }));

  assert.equal([await receive(queue.id), await receive(queue.id), await receive(dlq.id)], [["poison"], [], ["poison"]]);
});

test("refuses what SQS would refuse and what the local run cannot do, naming the input", async ({ local }) => {
  const redrive = { deadLetterTargetArn: arnOf("x"), maxReceiveCount: 0 };
  const noPrincipal = { ...policy, Statement: [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }] };

  await assertRefused(
    local,
    [type, { name: "a.fifo", fifoQueue: true }, "fifoQueue is not supported by the local run"],
    [
      type,
      { name: "a", redrivePolicy: redrive },
      "redrivePolicy.maxReceiveCount must be a whole number from 1 to 1000",
    ],
    [
      "aws:sqs/queuePolicy:QueuePolicy",
      { queueUrl: "u", policy: noPrincipal },
      "policy.Statement[0].Principal is missing",
    ],
    [
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
      { queueUrl: "u", redriveAllowPolicy: "{}" },
      "redriveAllowPolicy.redrivePermission must be allowAll, denyAll or byQueue",
    ],
  );
});
