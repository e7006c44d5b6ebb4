import { setImmediate } from "node:timers/promises";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { carriers } from "../../../runtime/adapters/carriers";
import type { JsonObject } from "../../../runtime/codec/json";
import { readMessage } from "../../../runtime/conversation/message";
import { sweepConversation } from "../../../runtime/sweeper/sweep-conversation";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { fakeSecrets } from "../../helpers/fake-providers";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { refusingQueue } from "../../helpers/router-env";
import {
  candidate,
  givenUpAt,
  lister,
  releasedAt,
  secondsAfterStart,
  stranded,
  sweeperFixture,
  swept,
  textOf,
} from "../../helpers/sweeper-fixture";
import { fakeTimer, manualClock, START } from "../../helpers/time-and-chance";

const DAY = 86_400;

const idsOf = ({ request_id, conversation_id, company_id, project_id }: JsonObject): JsonObject => ({
  request_id,
  conversation_id,
  company_id,
  project_id,
});

const changed = (record: JsonObject, set: JsonObject, ...removed: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries({ ...record, ...set }).filter(([name]) => !removed.includes(name)));

const adopted = (at: string, id = "SM1", more: JsonObject = {}): JsonObject => ({
  send_state: "sent",
  conversation_status: "initial_message_sent",
  task_complete: 1,
  delivery_status: "queued",
  failure_reason: null,
  messages: [
    {
      message_id: id,
      timestamp: at,
      role: "assistant",
      content: textOf(id),
      prompt_tokens: 100,
      completion_tokens: 20,
      total_tokens: 120,
      delivery_status: "queued",
    },
  ],
  updated_at: at,
  ...more,
});

const unknown = (reason: string, at: string): JsonObject => ({
  send_state: "uncertain",
  conversation_status: "delivery_unknown",
  failure_reason: reason,
  ...givenUpAt(at),
});

const inIndex = ["check_bucket", "next_check_at"];

for (const state of ["sending", "uncertain"])
  for (const channel of ["whatsapp", "sms"] as const) {
    const record = stranded(state, channel, { failure_reason: "the worker that was sending is gone" });

    test(`adopts the one message that the carrier has, for ${channel} and ${state}`, async () => {
      const { after, queued, lines } = await swept([record], { listing: [candidate("SM1")], seconds: 2 });
      assert.equal([after, queued], [changed(record, adopted(secondsAfterStart(2)), ...inIndex), []]);
      assert.equal(lines, [
        { level: "info", event: "reconciled", ...idsOf(record), channel, status: "Found", message_id: "SM1" },
      ]);
    });

    test(`sends a fresh message and the same draft when the carrier has none, for ${channel} and ${state}`, async () => {
      const { after, queued } = await swept([record], { seconds: 271 });
      const at = secondsAfterStart(271);
      assert.equal(
        after,
        changed(record, {
          send_state: "drafted",
          conversation_status: "processing",
          failure_reason: null,
          absences: 1,
          unlisted: { "1": "Ada", "2": "Healthcare Assistant" },
          ...releasedAt(at),
          next_check_at: secondsAfterStart(271 + 270),
        }),
      );
      assert.equal(
        queued.map((message) => [
          message.channel,
          pipe(
            readMessage(message.body),
            E.map(({ request }) => request),
          ),
        ]),
        [[channel, E.right(sampleMessage(channel).request)]],
      );
    });

    for (const [seconds, next] of [
      [0, 60],
      [100, 160],
      [150, 225],
      [200, 271],
      [260, 271],
      [270, 271],
    ] as const)
      test(`looks again later while it is too early to tell, for ${channel} and ${state}, ${seconds} s`, async () => {
        const { after, queued } = await swept([record], { seconds });
        assert.equal(after, changed(record, { next_check_at: secondsAfterStart(next), sweeps: 0 }));
        assert.equal(queued, []);
      });
  }

const record = stranded("uncertain");
const unknowable = { level: "error", event: "delivery_unknown", ...idsOf(record), channel: "whatsapp" };

const other = (overrides: JsonObject): JsonObject =>
  stranded("uncertain", "whatsapp", { conversation_id: "another", ...overrides });

const withNumber = (gsi_company_whatsapp_number: unknown) => other({ gsi_company_whatsapp_number });
for (const [what, neighbour, state] of [
  ["is not held up by a conversation that is of another sender", withNumber("+447400999999"), "sent"],
  [
    "is not held up by a conversation that is on another channel",
    { ...stranded("uncertain", "sms"), conversation_id: "another" },
    "sent",
  ],
  ["is not held up by a conversation that has not begun to send", other({ send_state: "drafted" }), "sent"],
  ["is not held up by a conversation that has failed", other({ send_state: "failed" }), "sent"],
  ["is held up by an open conversation whose sender cannot be told", withNumber(undefined), "uncertain"],
] as const)
  test(what, async () => {
    const { after } = await swept([record, neighbour], { listing: [candidate("SM1")], seconds: 2 });
    assert.is(after.send_state, state);
  });

test("asks the carrier about the two addresses", async () => {
  const { carrier, inquiries } = lister([]);
  await swept([record], { carriers: { whatsapp: carrier, sms: carrier, email: carrier } });
  assert.equal(inquiries, [
    {
      from: "+447400654321",
      to: "+447400123456",
      attemptId: "attempt-1",
      since: new Date(secondsAfterStart(-5)),
      timeoutMs: 15_000,
    },
  ]);
});

test("waits for an email's event, without the secret that it may not read, and then leaves it to an operator", async () => {
  const email = stranded("sending", "email");
  const { secrets } = fakeSecrets({});
  const early = await swept([email], { seconds: 270, secrets });
  assert.equal(early.after, changed(email, { next_check_at: secondsAfterStart(271), sweeps: 0 }));
  const late = await swept([email], { seconds: 271, secrets });
  const reason = "the carrier keeps no list and sent no receipt";
  assert.equal([late.after, late.queued], [changed(email, unknown(reason, secondsAfterStart(271))), []]);
  assert.equal(
    late.lines.map(({ level, event }) => ({ level, event })),
    [{ level: "error", event: "delivery_unknown" }],
  );
});

for (const channel of ["whatsapp", "sms", "email"] as const)
  test(`finds a simulated send, with no secret and no provider, for ${channel}`, async () => {
    const simulated = stranded("sending", channel, { channel_config: { simulate: true } });
    const nowhere = { twilioUrl: "http://127.0.0.1:9", sendgridUrl: "http://127.0.0.1:9" };
    const { after } = await swept([simulated], {
      seconds: 2,
      secrets: fakeSecrets({}).secrets,
      carriers: carriers(nowhere, manualClock(secondsAfterStart(2))),
    });
    assert.equal([after.send_state, after.delivery_status], ["sent", "delivered"]);
  });

for (const [what, overrides, status] of [
  ["the carrier is silent", { listing: "silent" }, "CarrierSilent"],
  ["the secret is missing", { secrets: fakeSecrets({}).secrets }, "SecretMissing"],
] as const)
  test(`tries again while ${what}, and after a day leaves it to an operator`, async () => {
    const soon = await swept([record], { ...overrides, seconds: DAY });
    assert.equal(soon.after, changed(record, { next_check_at: secondsAfterStart(DAY + 300), sweeps: 0 }));
    assert.equal(
      soon.lines.map(({ level, event, status }) => ({ level, event, status })),
      [{ level: "warn", event: "sweep_put_off", status }],
    );
    const late = await swept([record], { ...overrides, seconds: DAY + 1 });
    const reason = `it could not be looked into: ${status}`;
    assert.equal(late.after, changed(record, unknown(reason, secondsAfterStart(DAY + 1))));
    assert.equal(late.lines.at(-1), { ...unknowable, status: "Unknowable", reason });
  });

test("whose setup is no longer readable ends with an operator as well", async () => {
  const broken = stranded("uncertain", "whatsapp", { channel_config: { whatsapp_credentials_id: undefined } });
  assert.is((await swept([broken], { seconds: 271 })).after.next_check_at, secondsAfterStart(571));
  assert.is((await swept([broken], { seconds: DAY + 1 })).after.conversation_status, "delivery_unknown");
});

test("that was not sent is picked up by the next sweep when the queue refused it", async () => {
  const { after } = await swept([record], { seconds: 271, queue: refusingQueue });
  assert.equal([after.send_state, after.next_check_at], ["drafted", secondsAfterStart(541)]);
});

test("started in the second in which it is read counts from its lease where it does not say when", async () => {
  const odd = stranded("uncertain", "whatsapp", { sending_at: undefined, attempt_id: undefined, attempts: undefined });
  const { after } = await swept([odd], { seconds: 271 });
  assert.equal([after.send_state, odd.lease_until], ["drafted", START]);
});

test("gives a carrier that failed the time of an outage before it sends again", async () => {
  const failed = { ...record, carrier_failed_at: secondsAfterStart(1) };
  const early = await swept([failed], { seconds: 1_800 });
  assert.equal([early.after.send_state, early.after.next_check_at], ["uncertain", secondsAfterStart(1_801)]);
  const late = await swept([failed], { seconds: 1_801 });
  assert.equal([late.after.send_state, late.queued.length], ["drafted", 1]);
  const before = { ...record, carrier_failed_at: secondsAfterStart(-1) };
  assert.is((await swept([before], { seconds: 271 })).after.send_state, "drafted");
});

test("is put off when a look has no end, and given up after a day", async () => {
  for (const [seconds, state] of [
    [271, ["processing", secondsAfterStart(571)]],
    [DAY + 1, ["delivery_unknown", secondsAfterStart(2 * DAY + 1)]],
  ] as const) {
    const { timer, tick } = fakeTimer();
    const { env, recordOf } = sweeperFixture([record], { seconds, timer });
    const ofRecipient = () => () => new Promise<never>(() => undefined);
    const looking = sweepConversation(keyOfRecord(record))({
      ...env,
      conversations: { ...env.conversations, ofRecipient },
    })();
    await setImmediate();
    await tick();
    assert.equal(await looking, E.right(undefined));
    const { conversation_status, next_check_at } = recordOf(record) ?? {};
    assert.equal([conversation_status, next_check_at], state);
  }
});
