import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { inFairOrder } from "../../../../tools/aws/sqs/fair-order";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { accessKey, sqsAt } from "../../../helpers/local-clients";

/** Messages of groups by their first letter; a dash has none. */
const of = (groups: string) =>
  [...groups].map((group, at) => ({ id: `${group}${at}`, ...(group === "-" ? {} : { messageGroupId: group }) }));
const idsIn = (waiting: string, inFlight: string): string =>
  inFairOrder(of(waiting), of(inFlight))
    .map(({ id }) => id)
    .join(" ");

const cases: readonly (readonly [what: string, waiting: string, inFlight: string, ids: string])[] = [
  ["as they came, while nothing is in flight", "aaab", "", "a0 a1 a2 b3"],
  ["as they came, where one group has all", "aaa", "aaa", "a0 a1 a2"],
  ["a quiet group's first", "aaab", "aaa", "b3 a0 a1 a2"],
  ["a message without a group counts as quiet", "aa-", "aaa", "-2 a0 a1"],
  ["of two noisy groups, first the one with fewer in flight", "aabb", "aaab", "b2 b3 a0 a1"],
  ["a group with a tenth of what is in flight is quiet", "ab", "abbbbbbbbb", "a0 b1"],
  ["messages without a group are noisy together only", "-a", "-----a", "-0 a1"],
];

for (const [what, waiting, inFlight, ids] of cases)
  test(what, () => {
    assert.is(idsIn(waiting, inFlight), ids);
  });

test("no message is lost or doubled, and only as many change places as a receive takes", () => {
  const waiting = of(`${"a".repeat(30)}${"b".repeat(30)}`);
  const ordered = inFairOrder(waiting, of("aaaa"));
  assert.equal(ordered.slice(0, 10), waiting.slice(30, 40));
  assert.equal(ordered.slice(10), [...waiting.slice(0, 30), ...waiting.slice(40)]);
});

test("a queue of SQS gives a group that has nothing in flight its turn at once", async () => {
  const { url, stop } = await startSqsSns({ accessKey });
  const sqs = sqsAt(url);
  const QueueUrl = `${url}/000000000000/work`;
  const send = (MessageBody: string, MessageGroupId: string) =>
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId }));
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0];
  await sqs.send(new CreateQueueCommand({ QueueName: "work" }));
  for (const body of ["a1", "a2", "a3"]) await send(body, "a");
  const first = await receive();
  await send("b1", "b");
  assert.equal([first?.Body, (await receive())?.Body, (await receive())?.Body], ["a1", "b1", "a2"]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  assert.is((await receive())?.Body, "a3");
  sqs.destroy();
  await stop();
});
