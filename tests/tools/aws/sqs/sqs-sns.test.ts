import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AwsCall } from "../../../../tools/aws/refusals";
import { type SqsSns, startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { accessKey, sqsAt } from "../../../helpers/local-clients";

type AtWork = {
  readonly server: SqsSns;
  readonly client: SQSClient;
  readonly QueueUrl: string;
  readonly send: (body: string, delaySeconds?: number) => Promise<unknown>;
  /** Bodies of what is received. */
  readonly receive: (waitSeconds?: number) => Promise<readonly (string | undefined)[]>;
};

/** Runs `act` against a server with the queue `orders`, which is stopped afterwards. */
const withQueue = async (
  act: (at: AtWork) => Promise<void>,
  options: Partial<Parameters<typeof startSqsSns>[0]> = {},
): Promise<void> => {
  const server = await startSqsSns({ accessKey, ...options });
  const client = sqsAt(server.url);
  const QueueUrl = `${server.url}/000000000000/orders`;
  try {
    await client.send(new CreateQueueCommand({ QueueName: "orders" }));
    await act({
      server,
      client,
      QueueUrl,
      send: (MessageBody, DelaySeconds = 0) =>
        client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds })),
      receive: async (WaitTimeSeconds = 0) =>
        ((await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds }))).Messages ?? []).map(
          ({ Body }) => Body,
        ),
    });
  } finally {
    client.destroy();
    await server.stop();
  }
};

const testSqsSns = suite("sqs-sns");

testSqsSns("hands out queue URLs on its own loopback address, and moves messages", () =>
  withQueue(async ({ server, client, QueueUrl, send }) => {
    const created = await client.send(new CreateQueueCommand({ QueueName: "orders" }));
    const found = await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
    await send("one 👋");
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));

    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal([created.QueueUrl, found.QueueUrl], [QueueUrl, QueueUrl]);
    assert.equal([Messages.length, Messages[0]?.Body, server.queues()[0]?.inFlight], [1, "one 👋", 0]);
  }),
);

testSqsSns("stops at once although a client is polling for messages", () =>
  withQueue(async ({ server, client, receive }) => {
    const polled = Promise.allSettled([receive(20)]);
    await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
    const stopping = Date.now();
    await server.stop();
    await polled;
    assert.ok(Date.now() - stopping < 15_000, "did not wait for the poll to end by itself");
  }),
);

testSqsSns("names a port that is taken", () =>
  withQueue(async ({ server }) => {
    const port = Number(new URL(server.url).port);
    const refused = await startSqsSns({ accessKey, port }).catch((error: Error) => error.message);
    assert.is(refused, `SQS and SNS: port ${port} of 127.0.0.1 is taken; choose another`);
  }),
);

testSqsSns("tells of each queue's depths and of its oldest message, whatever state that is in", () =>
  withQueue(async ({ server, send, receive }) => {
    const empty = server.queues();
    const before = Date.now();
    await send("one");
    const after = Date.now();
    await receive();
    await send("two");
    await send("three", 60);

    assert.equal(empty, [{ name: "orders", visible: 0, inFlight: 0, delayed: 0, oldestSentAt: undefined }]);
    const [{ oldestSentAt = 0, ...depths } = {}] = server.queues();
    assert.equal(depths, { name: "orders", visible: 1, inFlight: 1, delayed: 1 });
    assert.ok(oldestSentAt >= before && oldestSentAt <= after);
  }),
);

const testQueueTap = suite("the tap on the queues");

testQueueTap("tells when the oldest message was sent, be it waiting or in work", () =>
  withQueue(async ({ server: { tap }, send, receive }) => {
    assert.equal([tap.oldestSentAt("orders"), tap.oldestSentAt("another")], [undefined, undefined]);
    const before = Date.now();
    await send("a");
    const waiting = tap.oldestSentAt("orders");
    await receive();
    assert.is(tap.oldestSentAt("orders"), waiting);
    assert.ok(waiting !== undefined && waiting >= before && waiting <= Date.now());
  }),
);

testQueueTap("refuses messages until it is told not to", () =>
  withQueue(async ({ server: { tap }, send, receive }) => {
    const calls: AwsCall[] = [];
    const mend = tap.refuse((call) => call.operation === "SendMessage" && calls.push(call) > 0);
    const failure = await send("a").catch((error: Error) => error.name);
    mend();
    mend();
    await send("b");
    assert.equal([failure, await receive()], ["ServiceUnavailable", ["b"]]);
    assert.is(JSON.parse(calls[0]?.body ?? "").MessageBody, "a");
  }),
);
