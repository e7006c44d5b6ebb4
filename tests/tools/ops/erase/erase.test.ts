import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cancelledGuard } from "../../../../runtime/conversation/cancellation";
import { addressHash } from "../../../../runtime/conversation/consent";
import type { NewItem } from "../../../../runtime/conversation/conversation";
import { tombstoneOf } from "../../../../runtime/conversation/erasure";
import { contextOf, conversationKey, encodeContext } from "../../../../runtime/conversation/message";
import { lostConversation } from "../../../../runtime/conversation/record";
import { processMessage } from "../../../../runtime/processor/process-message";
import { recordReceipt } from "../../../../runtime/receipts/record-receipt";
import type { Channel } from "../../../../runtime/request/request";
import { sweep } from "../../../../runtime/sweeper/sweep";
import type { OpsEnv } from "../../../../tools/ops/connect/ops-env";
import { type Erased, erase } from "../../../../tools/ops/erase/erase";
import { planErasure } from "../../../../tools/ops/erase/plan-erasure";
import {
  ASSISTANT_KEY,
  CONSENT_KEY,
  fakeAssistant,
  fakeCarrier,
  fakeSecrets,
  RECEIPT_KEY,
} from "../../../helpers/fake-providers";
import { happyProcessorEnv } from "../../../helpers/processor-env";
import { deliveryOfBody } from "../../../helpers/queue-message";
import { sweeperFixture } from "../../../helpers/sweeper-fixture";
import { START } from "../../../helpers/time-and-chance";
import { inMemoryFiles, inMemoryOps, inMemoryThreads } from "../in-memory-ops";
import { type Kill, Killed, killable } from "./killable";
import {
  guardOf,
  messageOf,
  NUMBER,
  optOut,
  PERSONAL,
  person,
  recordOf,
  request,
  requestIdOf,
  somebodyElse,
  written,
} from "./person";

const TOMBSTONE = tombstoneOf(RECEIPT_KEY, NUMBER);
const example = { at: new Date(START), processorVersion: "2.3.4", ttlDays: undefined };

const channelOf = (number: number): Channel =>
  number === 7 ? "email" : number === 2 || number === 5 ? "sms" : "whatsapp";

const fileOf = (address: string): string =>
  `ci-aaa-001/pi-aaa-001/email/${addressHash(CONSENT_KEY, "ci-aaa-001", address)}/m1/1`;

const run = async (env: OpsEnv, given = request) => {
  const plan = await planErasure(env, given);
  return E.isLeft(plan) ? plan : E.right(await erase(env, plan.right));
};

/** The same where nothing stands against it. */
const eraseAll = async (env: OpsEnv, given = request): Promise<Erased> => {
  const erased = await run(env, given);
  return E.isLeft(erased) ? Promise.reject(new Error(erased.left)) : erased.right;
};

const guardKey = (number: number) => ({
  primary_channel: "request#ci-aaa-001#pi-aaa-001",
  conversation_id: requestIdOf(number),
});

test("every conversation goes, at OpenAI too, and every request keeps a tombstone and nothing else of the person", async () => {
  const threads = inMemoryThreads();
  const files = inMemoryFiles(fileOf(NUMBER), fileOf("+447400999999"));
  const { env, table } = inMemoryOps(person(), { threads, files });

  const erased = await eraseAll(env);

  assert.equal(erased, {
    stack: "dev",
    conversations: [1, 2, 3, 4, 7].map((n) => messageOf(n, channelOf(n)).conversationId),
    requests_without_conversation: 1,
    openai: { conversations: 7, items: 14, already_gone: 0 },
    tombstone: TOMBSTONE,
    not_erased: [],
    by: "grace",
    at: START,
    reason: "asked for it",
    received: 1,
    files: 1,
    consents: 1,
  });
  assert.equal([...files.kept], [fileOf("+447400999999")]);
  assert.equal(
    threads.removed,
    ["conv_1", "conv_21", "conv_22", "conv_3", "conv_31", "conv_4", "conv_7"].map((id) => [ASSISTANT_KEY, id]),
  );
  const left = table.records().filter(({ conversation_id }) => conversation_id !== requestIdOf(6));
  assert.not.match(JSON.stringify(left), PERSONAL);
  assert.equal(left.map(({ primary_channel }) => primary_channel).toSorted(), [
    optOut().primary_channel,
    ...Array(6).fill("request#ci-aaa-001#pi-aaa-001"),
  ]);
  const { created_at, ...tombstone } = table.find(guardKey(1)) ?? {};
  assert.equal(tombstone, {
    ...guardKey(1),
    accepted_at: START,
    winner: { primary_channel: TOMBSTONE, conversation_id: messageOf(1).conversationId },
    fingerprint: "erased",
    erased_at: START,
    erased_by: "grace",
    erased_reason: "asked for it",
  });
  assert.equal(table.find(guardKey(6)), guardOf(messageOf(6, "whatsapp", somebodyElse)));
});

test("a request that lost its id to another person's goes, and the other's guard and record stay as they are", async () => {
  const [lost, winner] = [messageOf(6), messageOf(6, "whatsapp", somebodyElse)];
  const record = lostConversation(lost, { ...example, reason: "taken" });
  const others = [
    guardOf(winner),
    { ...recordOf("accepted", 6), primary_channel: winner.request.address, recipient_tel: winner.request.address },
  ];
  const { env, table } = inMemoryOps([record, ...others]);

  const { conversations, requests_without_conversation: requests, not_erased } = await eraseAll(env);

  assert.equal([conversations, requests, not_erased], [[lost.conversationId], 0, []]);
  assert.equal(table.records(), inMemoryOps(others).table.records());
});

test("who wrote, and was never written to, is erased; a stop stays in force, and says no more whose it is", async () => {
  const { env, table } = inMemoryOps([written(), optOut(), written({ their_address: "+447400999999" })]);
  const { conversations, received, consents } = await eraseAll(env, { ...request, companyId: "ci-aaa-001" });
  assert.equal([conversations, received, consents], [[], 1, 1]);
  const [stop, other] = table.records();
  assert.equal([stop?.state, stop?.address, other?.their_address], ["suppressed", undefined, "+447400999999"]);
  assert.not.match(JSON.stringify(stop), PERSONAL);
  assert.equal(await run(env), E.left("dev holds nothing of this recipient"));
});

test("a file goes with the message that it came with, from whatever address that was sent", async () => {
  const [own, others] = ["ada@work.example", "grace@work.example"].map(fileOf);
  const files = inMemoryFiles(own ?? "", others ?? "");
  const media = [{ key: own ?? "", content_type: "image/png", bytes: 1 }];
  const answer = {
    ...written({ channel: "email", their_address: "ada@work.example", media }),
    primary_channel: NUMBER,
  };
  const { env } = inMemoryOps([answer], { files });

  const erased = await eraseAll(env);

  assert.equal([erased.received, erased.files, [...files.kept]], [1, 1, [others]]);
});

test("what a person wrote goes with its conversation, by whichever of their addresses that is found", async () => {
  const mail = recordOf("sent", 7, "email");
  const answer = { channel: "email", their_address: "ada@work.example" } as const;
  const beside = { primary_channel: mail.primary_channel };
  const [own, others] = [mail.conversation_id, messageOf(6).conversationId].map((conversation, at) => ({
    ...written({ ...answer, message_id: `M${at}` }),
    ...beside,
    conversation,
  }));
  const { env, table } = inMemoryOps([mail, own ?? {}, others ?? {}]);

  const { received } = await eraseAll(env);

  const left = table.records().filter(({ kind }) => kind === "received");
  assert.equal([received, left.map(({ message_id }) => message_id)], [1, ["M1"]]);
});

test("what came a moment ago may come once more: it is refused by name", async () => {
  const { env, table } = inMemoryOps([written({ received_at: START })]);
  const refused = await run(env);
  assert.match(E.isLeft(refused) ? refused.left : "", /SM1 \(it came at .*, and may come once more\)/);
  assert.is(table.records().length, 1);
});

test("of a company or a project alone, other people's words and stops are left", async () => {
  const { env } = inMemoryOps([...person(), written({ message_id: "SM2", company_id: "ci-bbb-001" })]);
  for (const [scope, expected] of [
    [{ companyId: "ci-aaa-001", projectId: "pi-aaa-001" }, [0, 0]],
    [{ companyId: "ci-aaa-001" }, [1, 1]],
    [{}, [1, 0]],
  ] as const) {
    const { received, consents } = await eraseAll(env, { ...request, ...scope });
    assert.equal([received, consents], expected);
  }
});

test("the tombstone cannot be found by trying numbers without the key", () => {
  assert.match(TOMBSTONE, /^erased#[0-9a-f]{64}$/);
  assert.is.not(TOMBSTONE, tombstoneOf("another key", NUMBER));
});

/** Redelivers every message of the person, lets the sweeper and a receipt come, and says what was sent. */
const aftermath = async (
  table: ReturnType<typeof inMemoryOps>["table"],
  numbers: readonly number[] = [1, 2, 3, 4, 5, 7],
) => {
  const { carrier, sends } = fakeCarrier();
  const { assistant, calls } = fakeAssistant();
  const { env } = happyProcessorEnv({ carrier, assistant, conversations: table.conversations });
  const verdicts: string[] = [];
  for (const number of numbers) {
    const context = messageOf(number, channelOf(number));
    const repeated = { ...context, request: { ...context.request, projectData: { other: 1 } } };
    for (const one of [context, repeated]) {
      verdicts.push((await processMessage(deliveryOfBody(encodeContext(contextOf(one))))(env)())._tag);
    }
    const receipt = { attemptId: "attempt-1", messageId: "SM1", status: "delivered", errorCode: undefined };
    await recordReceipt(conversationKey(context), receipt)(env)();
  }
  const swept = sweeperFixture([], { seconds: 86_400, conversations: table.conversations, checks: table.checks });
  await sweep(swept.env)();
  return { sends, calls, verdicts, queued: swept.queued };
};

test("nothing is sent or written again by redelivered messages, repeated requests, late receipts or the sweeper", async () => {
  const { env, table } = inMemoryOps(person());
  await run(env);
  const before = JSON.stringify(table.records());

  const { sends, calls, verdicts, queued } = await aftermath(table);

  assert.equal([sends, calls, queued, new Set(verdicts)], [[], [], [], new Set(["Done"])]);
  assert.is(JSON.stringify(table.records()), before);
});

test("killed before or after any call, nothing is sent by what comes then, and a repetition ends the same", async () => {
  const whole = inMemoryOps(person());
  const counting = killable(whole.env);
  await run(counting.env);
  const end = JSON.stringify(whole.table.records());
  assert.ok(counting.calls() > 25, `${counting.calls()} calls`);

  for (let at = 0; at < counting.calls(); at += 1) {
    for (const when of ["before", "after"] as const) {
      const kill: Kill = { at, when };
      const { env, table } = inMemoryOps(person());
      const died = await run(killable(env, kill).env).catch((error) => error);
      assert.ok(died instanceof Killed || when === "after" || E.isRight(died), `${at} ${when}`);
      const repeated = await run(env);
      if (E.isLeft(repeated)) assert.is(repeated.left, "dev holds nothing of this recipient");
      else assert.equal(repeated.right.not_erased, []);
      assert.is(JSON.stringify([...table.records()]), end, `${at} ${when}`);
      const { sends } = await aftermath(table);
      assert.equal(sends, [], `${at} ${when}`);
    }
  }
});

test("between a kill and the repetition, what was begun is not sent or brought back", async () => {
  const whole = killable(inMemoryOps([recordOf("drafted", 4)]).env);
  await run(whole.env);
  for (let at = 0; at < whole.calls(); at += 1) {
    const { env, table } = inMemoryOps([recordOf("drafted", 4)]);
    await run(killable(env, { at, when: "after" }).env).catch(() => undefined);
    const isBegun = table.records().some(({ primary_channel, erased_at }) => primary_channel !== NUMBER || erased_at);
    if (!isBegun) continue;
    const { sends } = await aftermath(table, [4]);
    assert.equal(sends, [], `after ${at}`);
    assert.not.match(JSON.stringify(table.records().filter(({ fingerprint }) => fingerprint === "erased")), PERSONAL);
  }
});

for (const [what, records, why] of [
  [
    "held by a worker",
    [recordOf("drafted", 1, "whatsapp", { lease_until: "2026-11-20T11:50:00.000Z" })],
    /a worker has it until 2026-11-20T11:50/,
  ],
  ["being sent", [recordOf("sending", 1)], /it is being sent/],
  ["looked into", [recordOf("uncertain", 1)], /looked into whether it was sent/],
  ["just taken up", [{ ...guardOf(messageOf(1)), created_at: START }], /its record may follow/],
] as const) {
  test(`a conversation that is ${what} is refused by name, and nothing is changed`, async () => {
    const { env, table } = inMemoryOps([recordOf("sent", 2), ...records]);
    const before = JSON.stringify(table.records());

    const refused = await run(env);

    const words = E.isLeft(refused) ? refused.left : "it was not refused";
    assert.match(words, why);
    assert.match(words, requestIdOf(1));
    assert.is(JSON.stringify(table.records()), before);
  });
}

test("a worker that takes a conversation meanwhile keeps it, and the command says so", async () => {
  const { env, table } = inMemoryOps([recordOf("drafted", 1), guardOf(messageOf(1))]);
  const plan = await planErasure(env, request);
  if (E.isLeft(plan)) throw new Error(plan.left);
  table.put(recordOf("drafted", 1, "whatsapp", { lease_owner: "worker-2", lease_until: "2026-11-20T11:50:00.000Z" }));

  const erased = await erase(env, plan.right);

  assert.equal(erased.not_erased, [
    { conversation_id: messageOf(1).conversationId, why: "it has just been moved by somebody else" },
  ]);
  assert.equal(table.find(guardKey(1)), guardOf(messageOf(1)));
});

test("a worker that passed the guard before the erasure finds the place taken", async () => {
  const { env, table } = inMemoryOps([recordOf("drafted", 4)]);
  const { carrier, sends } = fakeCarrier();
  const passed = {
    ...table.conversations,
    putNew: (item: NewItem) =>
      String(item.primary_channel).startsWith("request#")
        ? TE.right("created" as const)
        : table.conversations.putNew(item),
  };
  const pause = async () => {
    const { env: worker } = happyProcessorEnv({ carrier, conversations: passed });
    await processMessage(deliveryOfBody(encodeContext(contextOf(messageOf(4)))))(worker)();
  };

  await eraseAll({ ...env, pause });

  const keys = table.records().map(({ primary_channel }) => primary_channel);
  assert.equal([sends, keys], [[], ["request#ci-aaa-001#pi-aaa-001"]]);
});

test("one whose secret or thread cannot be reached stays for a repetition, without anything personal", async () => {
  const { env, table } = inMemoryOps([recordOf("sent", 1), guardOf(messageOf(1))]);
  const { secrets } = fakeSecrets({ "ai-multi-comms/receipt-key-dev": RECEIPT_KEY });

  const failed = await eraseAll({ ...env, secrets });

  assert.equal(failed.not_erased, [
    {
      conversation_id: messageOf(1).conversationId,
      why: "secret ai-multi-comms/openai-api-key/whatsapp-dev: ResourceNotFoundException",
    },
  ]);
  const [left] = table.records().filter(({ primary_channel }) => primary_channel === NUMBER);
  const { primary_channel, erasure_pending, ...rest } = left ?? {};
  assert.equal(erasure_pending, { thread_ids: ["conv_1"], key_name: "ai-multi-comms/openai-api-key/whatsapp-dev" });
  assert.not.match(JSON.stringify(rest), PERSONAL);
  assert.equal((await eraseAll(env)).openai, { conversations: 1, items: 2, already_gone: 0 });
  assert.is(table.records().length, 1);
});

for (const [version, place, openai] of [
  ["this", { thread_ids: ["conv_1", "conv_2"] }, { conversations: 2, items: 4, already_gone: 0 }],
  ["the former", { thread_id: "conv_1" }, { conversations: 1, items: 2, already_gone: 0 }],
] as const)
  test(`an erasure that ${version} version began is finished`, async () => {
    const erasure_pending = { ...place, key_name: "ai-multi-comms/openai-api-key/whatsapp-dev" };
    const begun = { erased_at: START, send_state: "failed", ai_config: undefined, erasure_pending };
    const { env, table } = inMemoryOps([recordOf("accepted", 1, "whatsapp", begun), guardOf(messageOf(1))]);

    assert.equal((await eraseAll(env)).openai, openai);
    assert.is(table.records().length, 1);
  });

test("another tenant's conversations with the same person stay", async () => {
  const { env, table } = inMemoryOps([
    recordOf("sent", 1),
    recordOf("sent", 2, "whatsapp", { company_id: "ci-bbb-002" }),
  ]);

  const erased = await eraseAll(env, { ...request, companyId: "ci-bbb-002" });

  assert.is(erased.conversations.length, 1);
  assert.ok(table.find({ primary_channel: NUMBER, conversation_id: messageOf(1).conversationId }));
});

test("whoever cancelled a request of the person goes with it, and why: from its record, and from a guard that stands for none", async () => {
  const cancellation = { at: START, reason: "Ada Byron asked for it", by: "Ada Byron" };
  const recorded = recordOf("drafted", 1);
  const early = messageOf(2);
  const { env, table } = inMemoryOps([
    { ...recorded, send_state: "failed", conversation_status: "cancelled", cancelled: cancellation },
    guardOf(messageOf(1)),
    lostConversation(early, { ...example, reason: "by a version that knows of no cancelling" }),
    cancelledGuard({ key: guardKey(2), cancellation, ttlDays: undefined, told: {} }),
  ]);

  const erased = await eraseAll(env);

  assert.equal([erased.conversations.length, erased.not_erased], [2, []]);
  assert.not.match(JSON.stringify(table.records()), PERSONAL);
  const { cancelled_at, erased_at } = table.find(guardKey(2)) ?? {};
  assert.equal([cancelled_at, erased_at], [START, START]);
});
