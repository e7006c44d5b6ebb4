import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dynamoConversations } from "../../../runtime/adapters/dynamo-conversations";
import { dynamoCorrespondence } from "../../../runtime/adapters/dynamo-correspondence";
import { dynamoSenders } from "../../../runtime/adapters/dynamo-senders";
import type { NewItem } from "../../../runtime/conversation/conversation";
import { receivedItem, receivedKey, unmatched } from "../../../runtime/conversation/received-item";
import { caughtUp, senderItem } from "../../../runtime/conversation/sender";
import type { Correspondence } from "../../../runtime/ports/correspondence";
import { gatheringLog } from "../../helpers/gathering-log";
import { dynamoAt } from "../../helpers/local-clients";
import { claimedRecord } from "../../helpers/queue-message";
import { receivedMessage } from "../../helpers/received-message";
import { START } from "../../helpers/time-and-chance";
import { type ConversationsTable, startConversationsTable, TABLE } from "./conversations-table";

const NUMBER = "+447400123456";
const OURS = "+447400654322";

const records: readonly NewItem[] = [
  claimedRecord("sms"),
  { ...claimedRecord("sms"), conversation_id: "another", gsi_company_sms_number: "+447400999999" },
  { ...claimedRecord("whatsapp"), conversation_id: "by whatsapp" },
  { ...claimedRecord("sms"), primary_channel: "+447400123457", gsi_recipient_tel: "+447400123457" },
  { ...claimedRecord("sms"), conversation_id: "unreadable", send_state: "unheard of" },
  receivedItem(receivedMessage(), unmatched, new Date(START)),
];

const test = suite<{ table: ConversationsTable; correspondence: Correspondence }>("dynamo-correspondence");

test.before(async (context) => {
  context.table = await startConversationsTable();
  const { log } = gatheringLog();
  const conversations = dynamoConversations(context.table.client, TABLE, log);
  for (const one of records) await conversations.putNew(one)();
  context.correspondence = dynamoCorrespondence(context.table.client, TABLE, log);
});
test.after(({ table }) => table.stop());

const idsOf = async (found: ReturnType<Correspondence["with"]>) =>
  E.map((all: readonly { readonly conversation_id: string }[]) => all.map((one) => one.conversation_id).sort())(
    await found(),
  );

test("conversations between a sender and a number are found, and all with an address, but nothing else there", async ({
  correspondence,
}) => {
  const id = claimedRecord("sms").conversation_id;
  assert.equal(await idsOf(correspondence.between({ channel: "sms", ours: OURS, theirs: NUMBER })), E.right([id]));
  assert.equal(
    await idsOf(correspondence.between({ channel: "sms", ours: OURS, theirs: "+447400123450" })),
    E.right([]),
  );
  assert.equal(await idsOf(correspondence.with(NUMBER)), E.right(["another", "by whatsapp", id].sort()));
});

test("a table that is away is told, without a number in the log", async () => {
  const { log, lines } = gatheringLog();
  const away = dynamoCorrespondence(dynamoAt("http://127.0.0.1:9", { maxAttempts: 1 }), TABLE, log);
  assert.equal(await away.with(NUMBER)(), E.left({ _tag: "StoreUnavailable" }));
  assert.not.match(JSON.stringify(lines), NUMBER);
});

test("a sender is read as it was declared and caught up, and what was received by its key", async ({ table }) => {
  const { log } = gatheringLog();
  const senders = dynamoSenders(table.client, TABLE, log);
  const conversations = dynamoConversations(table.client, TABLE, log);
  const of = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };
  const declared = senderItem({ channel: "sms", address: OURS, of });
  await conversations.putNew(declared)();
  const found = await senders.read(declared)();
  if (E.isLeft(found) || found.right._tag === "None") throw new Error("no sender");
  const change = caughtUp(found.right.value, START, "2026-11-20T12:00:00.000Z");
  assert.equal(await conversations.change(declared, change)(), E.right(undefined));
  const stale = await conversations.change(declared, { ...change, set: { ...change.set, caught_up_to: "later" } })();
  assert.equal(stale, E.left({ _tag: "ChangeRefused" }));
  const received = [receivedKey(NUMBER, "SM1"), receivedKey(NUMBER, "SM2")];
  assert.equal(await Promise.all(received.map((key) => senders.hasReceived(key)())), [E.right(true), E.right(false)]);
});

test.run();
