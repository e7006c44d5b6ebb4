import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withMemory } from "../../../runtime/adapters/secrets-manager-secrets";
import type { Secrets } from "../../../runtime/ports/secrets";
import { fakeSecrets } from "../../helpers/fake-providers";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { manualClock } from "../../helpers/time-and-chance";
import {
  batch,
  callback,
  emailSecret,
  mailEvent,
  ours,
  receiptsFixture,
  sealed,
  secretsWithWebhook,
  sendingRecord,
  theirs,
} from "./receipts-fixture";

const OK = { status: 200, body: '{"message":"OK"}' };
const LATER = { status: 503, body: '{"message":"Try again later"}' };

const whatsappSecret = "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev";
/** Receipts of both carriers, and the records whose secrets they are signed by. */
const both = [
  ["whatsapp", callback, whatsappSecret, "twilio_auth_token", "new-token", { token: "new-token" }],
  ["email", batch, emailSecret, "sendgrid_webhook_public_key", theirs.publicKeyText, { key: theirs }],
] as const;

for (const [channel, event, name, field, value, signer] of both) {
  const changed = JSON.stringify({ ...JSON.parse(secretsWithWebhook[name] ?? ""), [field]: value });
  const rotated = { ...secretsWithWebhook, [name]: changed };

  test(`of ${channel} is taken by the secret that its record names, whatever the project has now`, async () => {
    const channel_config = { [`${channel}_credentials_id`]: "of-then" };
    const secrets = fakeSecrets({ ...rotated, "of-then": secretsWithWebhook[name] ?? "", [name]: "gone" }).secrets;
    const { receive, recordOf } = receiptsFixture([sendingRecord(channel, { channel_config })], { secrets });
    assert.equal(await receive(event()), OK);
    assert.is(recordOf(channel).delivery_status, "delivered");
  });

  test(`of ${channel} that is signed with a rotated secret is taken at once, and forgeries read little`, async () => {
    let values = secretsWithWebhook;
    const reads: string[] = [];
    const get: Secrets["get"] = (wanted) => async () => {
      reads.push(wanted);
      return E.right(values[wanted] ?? "");
    };
    const clock = manualClock();
    const { receive } = receiptsFixture(undefined, { clock, secrets: withMemory({ get }, clock) });
    assert.equal(await receive(event()), OK);
    values = rotated;
    clock.advance(5_000);
    assert.equal(await receive(event(signer)), OK);
    reads.length = 0;
    for (let n = 0; n < 100; n += 1) {
      clock.advance(100);
      assert.is((await receive(event())).status, 403);
    }
    assert.equal(reads, [name, name]);
  });

  test(`of ${channel} whose record is gone or erased is done with, and counted`, async () => {
    for (const records of [[], [{ ...sendingRecord(channel), send_state: "failed", channel_config: undefined }]]) {
      const { receive, lines, reads } = receiptsFixture(records);
      assert.equal(await receive(event()), OK);
      assert.equal(lines, [{ level: "info", event: "receipts_passed_over", reason: "1 without a record" }]);
      assert.equal(reads, ["ai-multi-comms/receipt-key-dev"]);
    }
  });
}

test("of SendGrid is taken by each record's own secret, and one that cannot be read is asked for again", async () => {
  const conversation_id = "of-other";
  const other = sendingRecord("email", { conversation_id, channel_config: { email_credentials_id: "other" } });
  const events = [mailEvent(), mailEvent({ ref: sealed("email", { conversation_id }) })];
  for (const [secret, answer, delivery_status] of [
    [secretsWithWebhook[emailSecret], OK, "delivered"],
    [secretsWithWebhook[emailSecret]?.replace(ours.publicKeyText, theirs.publicKeyText), OK, null],
    [undefined, LATER, null],
  ] as const) {
    const { secrets } = fakeSecrets({ ...secretsWithWebhook, ...(secret === undefined ? {} : { other: secret }) });
    const { receive, recordOf, store } = receiptsFixture([sendingRecord("email"), other], { secrets });
    assert.equal(await receive(batch({ events })), answer);
    assert.is(recordOf("email").delivery_status, "delivered");
    assert.is(store.find(keyOfRecord(other))?.delivery_status, delivery_status);
  }
});

test("of SendGrid may leave out, or tell otherwise, what is not needed", async () => {
  for (const [more, failure_reason] of [
    [{ sg_message_id: null, status: null, timestamp: null }, "carrier: bounce"],
    [{ sg_message_id: 5, status: 5.1, timestamp: "x" }, "carrier: bounce (5.1)"],
    [{ sg_message_id: {}, status: "", timestamp: [] }, "carrier: bounce"],
    [{ reason: "550 no ada@example.com here", status: "5.1.1" }, "carrier: bounce (5.1.1)"],
    [{ event: "dropped", reason: "Unsubscribed Address", status: "5.0.0" }, "carrier: dropped (Unsubscribed Address)"],
    [{ event: "dropped", reason: "ada@example.com", status: "5.0.0" }, "carrier: dropped (5.0.0)"],
  ] as const) {
    const { receive, recordOf } = receiptsFixture();
    assert.equal(await receive(batch({ events: [mailEvent({ event: "bounce", ...more })] })), OK);
    assert.is(recordOf("email").failure_reason, failure_reason);
  }
});

test("of SendGrid that are passed over are counted in one line, without what they say", async () => {
  const { receive, lines } = receiptsFixture();
  const events = [mailEvent({ ref: undefined }), mailEvent({ ref: 12 }), "event", mailEvent()];
  assert.equal(await receive(batch({ events })), OK);
  assert.equal(
    lines.filter(({ event }) => event === "receipts_passed_over"),
    [{ level: "info", event: "receipts_passed_over", reason: "3 of another system, or stale" }],
  );
});
