import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sqsVisibility } from "../../../runtime/adapters/sqs-visibility";
import { type LocalQueue, startLocalQueue } from "./local-queue";

const test = suite<{ local: LocalQueue }>("sqs-visibility");

test.before(async (context) => {
  context.local = await startLocalQueue();
});
test.after(({ local }) => local.stop());

test("a message that is hidden for no time can be received again at once, else not", async ({ local }) => {
  const visibility = sqsVisibility(local.client, local.url);
  await local.client.send(new SendMessageCommand({ QueueUrl: local.url, MessageBody: "one" }));
  const [first] = await local.receive();
  const hiddenLonger = await visibility.hide(first?.ReceiptHandle ?? "", 600)();
  const meanwhile = await local.receive();
  const shown = await visibility.hide(first?.ReceiptHandle ?? "", 0)();
  const [second] = await local.receive();

  assert.equal([hiddenLonger, shown], [E.right(undefined), E.right(undefined)]);
  assert.equal([meanwhile.length, second?.Body], [0, "one"]);
  assert.is(second?.Attributes?.ApproximateReceiveCount, "2");
});

test("a handle that the queue does not know, or a time that it does not allow, is told", async ({ local }) => {
  const visibility = sqsVisibility(local.client, local.url);
  await local.client.send(new SendMessageCommand({ QueueUrl: local.url, MessageBody: "two" }));
  const [received] = await local.receive();

  const results = [
    await visibility.hide("unknown", 10)(),
    await visibility.hide(received?.ReceiptHandle ?? "", 43_201)(),
  ];

  assert.equal(results, [E.left({ _tag: "VisibilityUnchanged" }), E.left({ _tag: "VisibilityUnchanged" })]);
});

test.run();
