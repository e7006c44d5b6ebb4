import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { sqsAt } from "../local-clients";

const testSqsSns = suite("sqs-sns");

testSqsSns("hands out queue URLs on its own loopback address, and moves messages", async () => {
  const server = await startSqsSns();
  const client = sqsAt(server.url);
  const QueueUrl = `${server.url}/000000000000/orders`;

  const created = await client.send(new CreateQueueCommand({ QueueName: "orders" }));
  const found = await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));

  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.is(created.QueueUrl, QueueUrl);
  assert.is(found.QueueUrl, QueueUrl);
  assert.equal(
    Messages.map(({ Body }) => Body),
    ["one"],
  );
  await server.stop();
});

testSqsSns("stops at once although a client is polling for messages", async () => {
  const server = await startSqsSns();
  const client = sqsAt(server.url);
  const QueueUrl = `${server.url}/000000000000/orders`;
  await client.send(new CreateQueueCommand({ QueueName: "orders" }));
  const polled = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 })).then(
    () => "ended",
    () => "ended",
  );
  await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));

  const stopping = Date.now();
  await server.stop();

  assert.is(await polled, "ended");
  assert.ok(Date.now() - stopping < 15_000, "did not wait for the poll to end by itself");
});

testSqsSns("finds in the state folder the messages that an earlier server kept there", async () => {
  const stateFolder = temporaryFolder();
  const first = await startSqsSns({ stateFolder });
  await sqsAt(first.url).send(new CreateQueueCommand({ QueueName: "orders" }));
  const kept = { QueueUrl: `${first.url}/000000000000/orders`, MessageBody: "kept" };
  await sqsAt(first.url).send(new SendMessageCommand(kept));
  await first.stop();

  const second = await startSqsSns({ stateFolder });
  const QueueUrl = `${second.url}/000000000000/orders`;
  const { Messages = [] } = await sqsAt(second.url).send(new ReceiveMessageCommand({ QueueUrl }));
  await second.stop();

  assert.equal(
    Messages.map(({ Body }) => Body),
    ["kept"],
  );
});

testSqsSns("names a port that is taken", async () => {
  const server = await startSqsSns();
  const port = Number(new URL(server.url).port);

  const refused = await startSqsSns({ port }).then(
    () => "started",
    (error: Error) => error.message,
  );

  assert.is(refused, `SQS and SNS: port ${port} of 127.0.0.1 is taken; choose another`);
  await server.stop();
});

testSqsSns("tells of each queue's depths and of its oldest message, whatever state that is in", async () => {
  const server = await startSqsSns();
  const client = sqsAt(server.url);
  const QueueUrl = `${server.url}/000000000000/orders`;
  await client.send(new CreateQueueCommand({ QueueName: "orders" }));
  const empty = server.queues();
  const before = Date.now();
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
  const after = Date.now();
  await client.send(new ReceiveMessageCommand({ QueueUrl }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "two" }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "three", DelaySeconds: 60 }));

  assert.equal(empty, [{ name: "orders", visible: 0, inFlight: 0, delayed: 0, oldestSentAt: undefined }]);
  const [{ oldestSentAt = 0, ...depths } = {}] = server.queues();
  assert.equal(depths, { name: "orders", visible: 1, inFlight: 1, delayed: 1 });
  assert.ok(oldestSentAt >= before && oldestSentAt <= after);
  await server.stop();
});

testSqsSns.run();

const testQueueTap = suite("the tap on the queues");

testQueueTap("tells when the oldest message was sent, be it waiting or in work", async () => {
  const server = await startSqsSns();
  const client = sqsAt(server.url);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "q" }));
  assert.is(server.tap.oldestSentAt("q"), undefined);
  assert.is(server.tap.oldestSentAt("another"), undefined);
  const before = Date.now();
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
  const waiting = server.tap.oldestSentAt("q");
  await client.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.is(server.tap.oldestSentAt("q"), waiting);
  assert.ok(waiting !== undefined && waiting >= before && waiting <= Date.now());
  client.destroy();
  await server.stop();
});

testQueueTap("refuses messages until it is told not to", async () => {
  const server = await startSqsSns();
  const client = sqsAt(server.url);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "q" }));
  const send = () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
  const mend = server.tap.refuseSends();
  const failure = await send().then(
    () => "sent",
    () => "refused",
  );
  mend();
  mend();
  await send();
  assert.is(failure, "refused");
  client.destroy();
  await server.stop();
});

testQueueTap.run();
