import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { carriers } from "../../../runtime/adapters/carriers";
import type { JsonObject } from "../../../runtime/codec/json";
import { readMessage } from "../../../runtime/conversation/message";
import { neighbourOf } from "../../../runtime/conversation/record";
import { sweepConversation } from "../../../runtime/sweeper/sweep-conversation";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { fakeSecrets } from "../../helpers/fake-providers";
import { refusingQueue } from "../../helpers/router-env";
import { START } from "../../helpers/time-and-chance";
import { candidate, keyOfRecord, lister, secondsAfterStart, stranded, sweeperFixture } from "./sweeper-fixture";

const test = suite("reconciling a send that nobody saw the end of");

const done = E.right(undefined);
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
      content: `text of ${id}`,
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
  updated_at: at,
});

type Fixture = ReturnType<typeof sweeperFixture>;

const sweepOf = (record: JsonObject, { env }: Fixture) => sweepConversation(keyOfRecord(record))(env)();
const recordIn = (record: JsonObject, { store }: Fixture) => store.find(keyOfRecord(record));
const inIndex = ["check_bucket", "next_check_at"];

for (const state of ["sending", "uncertain"])
  for (const channel of ["whatsapp", "sms"] as const) {
    const record = stranded(state, channel, { failure_reason: "the worker that was sending is gone" });

    test(`adopts the one message that the carrier has, for ${channel} and ${state}`, async () => {
      const fixture = sweeperFixture([record], { listing: [candidate("SM1")], seconds: 2 });
      assert.equal(await sweepOf(record, fixture), done);
      assert.equal(recordIn(record, fixture), changed(record, adopted(secondsAfterStart(2)), ...inIndex));
      assert.equal(fixture.queued, []);
      assert.equal(fixture.lines, [
        {
          level: "info",
          event: "reconciled",
          ...idsOf(record),
          channel,
          status: "Found",
          message_id: "SM1",
        },
      ]);
    });

    test(`sends a fresh message and the same draft when the carrier has none, for ${channel} and ${state}`, async () => {
      const fixture = sweeperFixture([record], { seconds: 271 });
      assert.equal(await sweepOf(record, fixture), done);
      const at = secondsAfterStart(271);
      assert.equal(
        recordIn(record, fixture),
        changed(record, {
          send_state: "drafted",
          conversation_status: "processing",
          failure_reason: null,
          lease_until: at,
          next_check_at: secondsAfterStart(271 + 270),
          updated_at: at,
        }),
      );
      const [message, ...others] = fixture.queued;
      assert.equal(others, []);
      assert.is(message?.channel, channel);
      const again = readMessage(message?.body ?? "");
      assert.equal(E.isRight(again) && again.right.request, sampleMessage(channel).request);
    });

    test(`looks again later while it is too early to tell, for ${channel} and ${state}`, async () => {
      for (const [seconds, next] of [
        [0, 60],
        [200, 260],
        [260, 271],
        [270, 271],
      ] as const) {
        const fixture = sweeperFixture([record], { seconds });
        assert.equal(await sweepOf(record, fixture), done);
        assert.equal(recordIn(record, fixture), changed(record, { next_check_at: secondsAfterStart(next), sweeps: 0 }));
        assert.equal(fixture.queued, []);
      }
    });
  }

const record = stranded("uncertain");
const several = "several messages could be this one";

test("leaves it to an operator when two messages could be it, and alarms", async () => {
  const listing = [candidate("SM1"), candidate("SM2", 2)];
  const fixture = sweeperFixture([record], { listing, seconds: 271 });
  assert.equal(await sweepOf(record, fixture), done);
  const at = secondsAfterStart(271);
  assert.equal(recordIn(record, fixture), changed(record, unknown(several, at), ...inIndex));
  assert.equal(fixture.queued, []);
  assert.equal(fixture.lines, [
    {
      level: "error",
      event: "delivery_unknown",
      ...idsOf(record),
      channel: "whatsapp",
      status: "Unknowable",
      reason: several,
    },
  ]);
});

const other = (overrides: JsonObject): JsonObject =>
  stranded("uncertain", "whatsapp", { conversation_id: "another", ...overrides });

test("does not take the message of another conversation", async () => {
  const messages = [{ message_id: "SM1" }, null, "SM3"];
  const sent = other({ send_state: "sent", messages });
  const fixture = sweeperFixture([record, sent], { listing: [candidate("SM1"), candidate("SM2", 2)], seconds: 2 });
  assert.equal(await sweepOf(record, fixture), done);
  assert.equal(recordIn(record, fixture), changed(record, adopted(secondsAfterStart(2), "SM2"), ...inIndex));
});

test("does not take a message of before", async () => {
  const fixture = sweeperFixture([record], { listing: [candidate("SM0", -6)], seconds: 271 });
  assert.equal(await sweepOf(record, fixture), done);
  assert.is(recordIn(record, fixture)?.send_state, "drafted");
});

for (const state of ["sending", "uncertain"])
  test(`decides nothing while another conversation between the two is ${state}`, async () => {
    const rival = other({ send_state: state });
    for (const [seconds, expected] of [
      [2, changed(record, { next_check_at: secondsAfterStart(62), sweeps: 0 })],
      [271, changed(record, unknown(several, secondsAfterStart(271)), ...inIndex)],
    ] as const) {
      const fixture = sweeperFixture([record, rival], { listing: [candidate("SM1")], seconds });
      assert.equal(await sweepOf(record, fixture), done);
      assert.equal(recordIn(record, fixture), expected);
      assert.equal(recordIn(rival, fixture), rival);
    }
  });

const noRivals: readonly (readonly [string, JsonObject])[] = [
  ["is of another sender", other({ channel_config: { company_whatsapp_number: "+447400999999" } })],
  ["is on another channel", { ...stranded("uncertain", "sms"), conversation_id: "another" }],
  ["has not begun to send", other({ send_state: "drafted" })],
  ["has failed", other({ send_state: "failed" })],
];
for (const [what, neighbour] of noRivals)
  test(`is not held up by a conversation that ${what}`, async () => {
    const fixture = sweeperFixture([record, neighbour], { listing: [candidate("SM1")], seconds: 2 });
    assert.equal(await sweepOf(record, fixture), done);
    assert.is(recordIn(record, fixture)?.send_state, "sent");
  });

test("is held up by an open conversation whose sender cannot be told", async () => {
  const rival = other({ channel_config: { company_whatsapp_number: undefined } });
  const fixture = sweeperFixture([record, rival], { listing: [candidate("SM1")], seconds: 2 });
  assert.equal(await sweepOf(record, fixture), done);
  assert.is(recordIn(record, fixture)?.send_state, "uncertain");
});

test("asks the carrier about the two addresses", async () => {
  const { carrier, inquiries } = lister([]);
  const fixture = sweeperFixture([record]);
  await sweepConversation(keyOfRecord(record))({
    ...fixture.env,
    carriers: { ...fixture.env.carriers, whatsapp: carrier },
  })();
  assert.equal(inquiries, [{ from: "+447400654321", to: "+447400123456", attemptId: "attempt-1", timeoutMs: 15_000 }]);
});

const email = stranded("sending", "email");

test("waits for an email's event, and then leaves it to an operator", async () => {
  const early = sweeperFixture([email], { seconds: 270 });
  assert.equal(await sweepOf(email, early), done);
  assert.equal(recordIn(email, early), changed(email, { next_check_at: secondsAfterStart(271), sweeps: 0 }));
  const late = sweeperFixture([email], { seconds: 271 });
  assert.equal(await sweepOf(email, late), done);
  const reason = "the carrier keeps no list and sent no receipt";
  assert.equal(recordIn(email, late), changed(email, unknown(reason, secondsAfterStart(271)), ...inIndex));
  assert.equal(late.queued, []);
  assert.equal(
    late.lines.map(({ level, event }) => ({ level, event })),
    [{ level: "error", event: "delivery_unknown" }],
  );
});

test("finds a simulated send, with no secret and no provider", async () => {
  for (const channel of ["whatsapp", "sms", "email"] as const) {
    const simulated = stranded("sending", channel, { channel_config: { simulate: true } });
    const fixture = sweeperFixture([simulated], { seconds: 2, secrets: fakeSecrets({}).secrets });
    const urls = { twilioUrl: "http://127.0.0.1:9", sendgridUrl: "http://127.0.0.1:9" };
    const env = { ...fixture.env, carriers: carriers(urls, fixture.clock) };
    assert.equal(await sweepConversation(keyOfRecord(simulated))(env)(), done);
    const { send_state, delivery_status } = recordIn(simulated, fixture) ?? {};
    assert.equal({ send_state, delivery_status }, { send_state: "sent", delivery_status: "delivered" });
  }
});

for (const [what, overrides, status] of [
  ["the carrier is silent", { listing: "silent" }, "CarrierSilent"],
  ["the secret is missing", { secrets: fakeSecrets({}).secrets }, "SecretMissing"],
] as const)
  test(`tries again while ${what}, and after a day leaves it to an operator`, async () => {
    const soon = sweeperFixture([record], { ...overrides, seconds: DAY });
    assert.equal(await sweepOf(record, soon), done);
    assert.equal(recordIn(record, soon), changed(record, { next_check_at: secondsAfterStart(DAY + 300), sweeps: 0 }));
    assert.equal(
      soon.lines.map(({ level, event, status }) => ({ level, event, status })),
      [{ level: "warn", event: "sweep_put_off", status }],
    );
    const late = sweeperFixture([record], { ...overrides, seconds: DAY + 1 });
    assert.equal(await sweepOf(record, late), done);
    assert.equal(
      recordIn(record, late),
      changed(record, unknown(`it could not be looked into: ${status}`, secondsAfterStart(DAY + 1)), ...inIndex),
    );
    assert.equal(late.lines.at(-1), {
      level: "error",
      event: "delivery_unknown",
      ...idsOf(record),
      channel: "whatsapp",
      reason: status,
    });
  });

test("whose setup is no longer readable ends with an operator as well", async () => {
  const broken = stranded("uncertain", "whatsapp", { channel_config: { whatsapp_credentials_id: undefined } });
  const soon = sweeperFixture([broken], { seconds: 271 });
  assert.equal(await sweepOf(broken, soon), done);
  assert.is(recordIn(broken, soon)?.next_check_at, secondsAfterStart(571));
  const late = sweeperFixture([broken], { seconds: DAY + 1 });
  await sweepOf(broken, late);
  assert.is(recordIn(broken, late)?.conversation_status, "delivery_unknown");
});

test("leaves the record to a receipt that was faster", async () => {
  const fixture = sweeperFixture([record], { listing: [candidate("SM1")], seconds: 271 });
  const healed = { ...record, send_state: "sent", delivery_status: "delivered" };
  const ofRecipient = () => async () => {
    fixture.store.put(healed);
    return E.right([neighbourOf(record)]);
  };
  const env = { ...fixture.env, conversations: { ...fixture.env.conversations, ofRecipient } };
  assert.equal(await sweepConversation(keyOfRecord(record))(env)(), done);
  assert.equal(recordIn(record, fixture), healed);
});

test("that was not sent is picked up by the next sweep when the queue refused it", async () => {
  const fixture = sweeperFixture([record], { seconds: 271, queue: refusingQueue });
  assert.equal(await sweepOf(record, fixture), done);
  const { send_state, next_check_at } = recordIn(record, fixture) ?? {};
  assert.equal({ send_state, next_check_at }, { send_state: "drafted", next_check_at: secondsAfterStart(541) });
});

test("started in the second in which it is read counts from its lease where it does not say when", async () => {
  const odd = stranded("uncertain", "whatsapp", { sending_at: undefined, attempt_id: undefined, attempts: undefined });
  const fixture = sweeperFixture([odd], { seconds: 271 });
  assert.equal(await sweepOf(odd, fixture), done);
  assert.is(recordIn(odd, fixture)?.send_state, "drafted");
  assert.is(odd.lease_until, START);
});

test("gives a message that the carrier never takes to an operator, with its draft", async () => {
  const attempts = Array.from({ length: 20 }, (_, n) => ({ attempt_id: `attempt-${n + 1}`, sending_at: START }));
  const record = stranded("uncertain", "whatsapp", { attempts });
  const fixture = sweeperFixture([record], { seconds: 271 });
  const reason = "the carrier has none of 20 attempts";

  assert.equal(await sweepOf(record, fixture), done);

  const at = secondsAfterStart(271);
  const givenUp = { send_state: "drafted", conversation_status: "failed_to_send_message", failure_reason: reason };
  assert.equal(recordIn(record, fixture), changed(record, { ...givenUp, lease_until: at, updated_at: at }, ...inIndex));
  assert.equal(fixture.queued, []);
  assert.equal(fixture.lines, [
    {
      level: "error",
      event: "reconciled",
      ...idsOf(record),
      channel: "whatsapp",
      status: "NeverSent",
      reason,
      critical: true,
      given_up: true,
    },
  ]);
});

test.run();
