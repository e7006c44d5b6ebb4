import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startSqsSns } from "../../../local/aws/sqs-sns";
import { sqsAt } from "./local-clients";

const test = suite("the tap on the queues");

test("tells when the oldest message was sent, be it waiting or in work", async () => {
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

test("refuses messages until it is told not to", async () => {
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

test.run();
