import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import type { Conversations } from "../../../runtime/ports/conversations";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { claimedStore, deskOver } from "../../helpers/desk-env";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import type { InMemoryConversations } from "../../helpers/in-memory-conversations";
import { exampleDraft } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";

const after = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

const { winner: key, fingerprint: _, accepted_at: _at, ...guardKey } = requestGuard(sampleMessage());
const action = { reason: "the job is filled", by: "Carol" };
const body = JSON.stringify(action);

const done = {
  status: "success",
  request_id: REQUEST_ID,
  conversation_id: key.conversation_id,
  conversation_status: "cancelled",
  cancelled_at: START,
  message: "The request is cancelled: nothing of it is sent any more",
};

const open = suite("cancelling what is not sent yet");

for (const [what, record] of [
  ["accepted, its worker at it", { lease_until: after(100) }],
  ["accepted, and given up", { given_up_at: START, conversation_status: "failed_secrets_fetch" }],
  ["drafted", { send_state: "drafted", draft: exampleDraft() }],
] as const)
  open(`ends a conversation that is ${what}, and takes its lease`, async () => {
    const desk = deskOver(claimedStore(record));

    const { status, body: answer } = await desk.cancel({ body });

    assert.equal([status, answer], [200, done]);
    const { send_state, conversation_status, failure_reason, cancelled, lease_owner, lease_until, next_check_at } =
      desk.store.find(key) ?? {};
    assert.equal([send_state, conversation_status, failure_reason], ["failed", "cancelled", "cancelled"]);
    assert.equal(cancelled, { at: START, ...action });
    assert.equal([lease_owner, lease_until, next_check_at], [`nobody since ${START}`, START, undefined]);
  });

open("is answered the same again, a day later and with another reason", async () => {
  const desk = deskOver(claimedStore());
  await desk.cancel({ body });
  const before = desk.store.records();
  desk.clock.advance(86_400_000);

  assert.equal((await desk.cancel({ body: "{}" })).body, done);
  assert.equal(desk.store.records(), before);
});

open("puts the guard of a request that nobody has claimed, for as long as any guard stands", async () => {
  const companies = inMemoryCompanies(
    companyRecord({ conversation_ttl_days: 35, webhook: { url: "https://a.example/", secret_id: "s", content: true } }),
  );
  const desk = deskOver(undefined, { companies });

  const first = await desk.cancel({ body });
  desk.clock.advance(60_000);
  const again = await desk.cancel();

  assert.equal([first.status, first.body], [200, { ...done, conversation_id: null }]);
  assert.equal(again.body, first.body);
  assert.equal(desk.store.records(), [
    {
      ...guardKey,
      winner: guardKey,
      fingerprint: "cancelled",
      created_at: START,
      cancelled_at: START,
      cancelled: { at: START, ...action },
      events_to: "webhook",
      ttl: Date.parse(START) / 1_000 + 35 * 86_400,
    },
  ]);
});

open("tells no webhook that is not there, and keeps a guard for ever where no time is set", async () => {
  const desk = deskOver();
  await desk.cancel();

  const [guard = {}] = desk.store.records();
  assert.equal(
    [guard.events_to, guard.ttl, guard.cancelled],
    [undefined, undefined, { at: START, reason: null, by: null }],
  );
});

const late = suite("cancelling too late");

const attempt = { attempt_id: "attempt-1", sending_at: START };
const refusals: readonly (readonly [string, JsonObject, string, string | undefined])[] = [
  ["is being sent", { send_state: "sending", lease_until: after(40), ...attempt }, "BEING_SENT", "40"],
  ["was being sent by a worker that is gone", { send_state: "sending", ...attempt }, "BEING_SENT", "2"],
  ["is looked into", { send_state: "uncertain", next_check_at: after(90.5), ...attempt }, "BEING_SENT", "91"],
  ["waits for an operator", { send_state: "uncertain", next_check_at: after(86_400) }, "BEING_SENT", "300"],
  ["may yet turn up in a list", { send_state: "drafted", absences: 1, next_check_at: after(7) }, "BEING_SENT", "7"],
  ["is sent", { send_state: "sent", conversation_status: "initial_message_sent" }, "ALREADY_SENT", undefined],
];

for (const [what, record, code, retryAfter] of refusals)
  late(`changes nothing of what ${what}`, async () => {
    const store = claimedStore(record);
    const before = store.records();

    const { status, headers, body: answer } = await deskOver(store).cancel({ body });

    assert.equal([status, answer.error_code, headers["Retry-After"]], [409, code, retryAfter]);
    assert.equal(store.records(), before);
  });

late("says so of what a receipt has found sent after all, however it was cancelled", async () => {
  const desk = deskOver(claimedStore({ send_state: "sent", cancelled: { at: START, reason: null, by: null } }));
  assert.is((await desk.cancel()).body.error_code, "ALREADY_SENT");
});

late("waits for the record of what was claimed a moment ago", async () => {
  const store = claimedStore();
  store.remove(key);

  const { status, headers, body: answer } = await deskOver(store).cancel();

  assert.equal([status, answer.error_code, headers["Retry-After"]], [409, "BEING_SENT", "2"]);
  assert.is(store.records().length, 1);
});

late("tells nothing of what was erased", async () => {
  const guard = claimedStore();
  guard.put({ ...guard.records()[0], erased_at: START });
  for (const store of [guard, claimedStore({ erased_at: START })])
    assert.is((await deskOver(store).cancel()).body.error_code, "CONVERSATION_NOT_FOUND");
});

const failed = suite("cancelling what has failed for another reason");

failed("keeps the reason, and lets nobody bring it back who had read it before", async () => {
  const reason = "carrier refused: 21610";
  const desk = deskOver(
    claimedStore({ send_state: "failed", conversation_status: "failed_to_send_message", failure_reason: reason }),
  );
  const stands = { ...done, conversation_status: "failed_to_send_message" };

  assert.equal((await desk.cancel({ body })).body, stands);
  desk.clock.advance(1_000);
  assert.equal((await desk.cancel()).body, stands);

  const { failure_reason, cancelled, lease_owner } = desk.store.find(key) ?? {};
  assert.equal([failure_reason, cancelled, lease_owner], [reason, { at: START, ...action }, `nobody since ${START}`]);
});

const racing = suite("cancelling beside others");

/** The store in which something else happens before each of the first changes or puts. */
const meanwhile = (store: InMemoryConversations, times: number, act: () => void): Conversations => {
  let left = times;
  const first = (): void => {
    left -= 1;
    if (left >= 0) act();
  };
  const { putNew, change } = store.conversations;
  return {
    ...store.conversations,
    putNew: (item) => async () => {
      first();
      return putNew(item)();
    },
    change: (at, wanted) => async () => {
      first();
      return change(at, wanted)();
    },
  };
};

racing("looks again when a heartbeat came first, four times", async () => {
  for (const [beats, code] of [
    [4, undefined],
    [5, "BEING_SENT"],
  ] as const) {
    const store = claimedStore();
    let beat = 0;
    const conversations = meanwhile(store, beats, () => {
      beat += 1;
      store.put({ ...store.find(key), lease_until: after(beat) });
    });
    assert.is((await deskOver(store, { conversations }).cancel()).body.error_code, code, `${beats} heartbeats`);
  }
});

racing("goes by the guard of a claim that came first", async () => {
  const claimed = claimedStore();
  const desk = deskOver();
  const conversations = meanwhile(desk.store, 1, () => claimed.records().forEach(desk.store.put));

  assert.equal((await deskOver(desk.store, { conversations }).cancel()).body, done);
});

racing("is answered by what was stored when an answer was lost", async () => {
  for (const store of [claimedStore(), deskOver().store]) {
    const lost = store.records().length === 0 ? "putNew" : "change";
    store.failNext(lost, "after");
    const desk = deskOver(store);
    assert.is((await desk.cancel()).body.error_code, "DATABASE_ERROR");
    desk.clock.advance(5_000);
    assert.is((await desk.cancel()).body.cancelled_at, START);
  }
});

const form = suite("the body of a cancellation");

for (const empty of [
  null,
  "",
  "  ",
  "{}",
  '{"reason":"","by":"é"}',
  '{"more":1}',
  JSON.stringify({ reason: "😀".repeat(200) }),
])
  form(`may be ${JSON.stringify(empty)?.slice(0, 40)}`, async () => {
    assert.is((await deskOver(claimedStore()).cancel({ body: empty })).status, 200);
  });

for (const [what, wrong, code, fields] of [
  ["no JSON", "{", "INVALID_REQUEST", []],
  ["no object", "[]", "INVALID_REQUEST", []],
  ["too large", `{"reason":"${"x".repeat(262_144)}"}`, "PAYLOAD_TOO_LARGE", []],
  ["too long a reason", JSON.stringify({ reason: "x".repeat(201) }), "INVALID_ACTION", ["reason"]],
  ["no name", '{"by":""}', "INVALID_ACTION", ["by"]],
  ["NUL, and a number", '{"reason":"\\u0000","by":5}', "INVALID_ACTION", ["reason", "by"]],
] as const)
  form(`is refused with ${what}, and nothing is changed`, async () => {
    const desk = deskOver(claimedStore());
    const { body: answer } = await desk.cancel({ body: wrong });
    const faults = answer.errors as readonly { readonly field: string }[];
    assert.equal([answer.error_code, faults.map(({ field }) => field)], [code, fields]);
    assert.equal(desk.store.changes, []);
  });
