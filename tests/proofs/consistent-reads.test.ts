import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dynamoConversations } from "../../runtime/adapters/dynamo-conversations";
import { toAttributes } from "../../runtime/codec/attribute-value";
import { renewLease } from "../../runtime/conversation/transitions";
import { gatheringLog } from "../helpers/gathering-log";
import { claimedRecord } from "../helpers/queue-message";

const lease = { lease_owner: "worker-2", lease_until: "2026-11-20T12:00:00.000Z" };
const fresh = { ...claimedRecord(), ...lease, send_state: "sending", draft: undefined };
const key = { primary_channel: fresh.primary_channel, conversation_id: fresh.conversation_id };
const guard = { ...key, fingerprint: "f" };

/** A read shows what was there before the last write, unless it is asked to be consistent; a repeated change is refused. */
const lateTable = (before: object, after: object) => {
  const send = async (command: unknown) => {
    const isRead = command instanceof GetItemCommand || command instanceof QueryCommand;
    if (!isRead) throw new ConditionalCheckFailedException({ message: "refused", $metadata: {} });
    const item = toAttributes((command.input.ConsistentRead === true ? after : before) as Record<string, unknown>);
    return command instanceof GetItemCommand ? { Item: item } : { Items: [item] };
  };
  const client = Object.assign(new DynamoDBClient({ region: "eu-north-1" }), { send });
  return dynamoConversations(client, "conversations", gatheringLog().log);
};

const records = lateTable({ ...fresh, ...claimedRecord() }, fresh);

test("a record is read as it was last written", async () => {
  const found = await records.read(key)();
  assert.is(E.isRight(found) && O.isSome(found.right) && found.right.value.lease_owner, "worker-2");
});

test("a guard is read as it was last written", async () => {
  const of = (conversationId: string) => ({ ...guard, winner: { ...key, conversation_id: conversationId } });
  const found = await lateTable(of("before"), of("after")).readGuard(key)();
  assert.is(E.isRight(found) && O.isSome(found.right) && found.right.value.winner.conversation_id, "after");
});

test("what a recipient's records say is what was last written", async () => {
  const found = await records.ofRecipient(key.primary_channel)();
  assert.equal(E.isRight(found) && found.right.map(({ doubtful }) => doubtful !== undefined), [true]);
});

test("a repetition that is refused is compared with what was last written", async () => {
  assert.equal(await records.change(key, renewLease(lease, ["another"]))(), E.right(undefined));
});
