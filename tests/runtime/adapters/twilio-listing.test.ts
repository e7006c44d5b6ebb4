import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FaultBody } from "../../../local/providers/fault-spec";
import { startTwilio, type TwilioStandIn } from "../../../local/providers/twilio/start-twilio";
import { sendByTwilio } from "../../../runtime/adapters/twilio-carrier";
import { listByTwilio } from "../../../runtime/adapters/twilio-listing";
import { manualClock } from "../../helpers/manual-clock";
import { outbound } from "./outbound";
import { deadUrl } from "./raw-server";

const credentials = { twilio_account_sid: `AC${"a".repeat(32)}`, twilio_auth_token: "token" };
const NOW = "2026-11-20T12:00:00.000Z";

const options = (twilioUrl: string, addressPrefix: string) => ({ twilioUrl, addressPrefix, clock: manualClock(NOW) });

const list = (twilioUrl: string, addressPrefix = "", timeoutMs = 2_000) =>
  listByTwilio(options(twilioUrl, addressPrefix))(credentials, {
    from: "+447400654321",
    to: "+447400123456",
    attemptId: "attempt-1",
    timeoutMs,
  })();

const send = ({ url }: TwilioStandIn, prefix: string, to = "+447400123456") =>
  sendByTwilio(options(url, prefix))(credentials, outbound({ to, variables: { body: "Hello" } }))();

const test = suite<{ twilio: TwilioStandIn }>("twilio-listing");

test.before.each(async (context) => {
  context.twilio = await startTwilio({ receipts: "off", now: () => Date.parse(NOW) });
});
test.after.each(({ twilio }) => twilio.stop());

test("messages from one number to another are listed, of the channel alone", async ({ twilio }) => {
  await send(twilio, "");
  await send(twilio, "whatsapp:");
  await send(twilio, "", "+447400123457");

  const [sms] = twilio.ledger.sends();
  assert.equal(
    await list(twilio.url),
    E.right([{ messageId: sms?.id, deliveryStatus: "queued", text: "Hello", createdAt: new Date(NOW) }]),
  );
});

test("where there is none, the list is empty", async ({ twilio }) => {
  assert.equal(await list(twilio.url), E.right([]));
});

test("more than one page is read to the end", async ({ twilio }) => {
  for (let n = 0; n < 1_001; n += 1) await send(twilio, "");

  const listed = await list(twilio.url);

  assert.is(E.isRight(listed) && new Set(listed.right.map(({ messageId }) => messageId)).size, 1_001);
});

for (const [what, fault] of [
  ["throttling", { code: 20429 }],
  ["an internal error", { status: 500 }],
  ["wrong credentials", { code: 20003 }],
  ["broken JSON", { malformed: true }],
  ["a reset", { reset: "after" }],
  ["silence", { hang: "after" }],
] as const satisfies readonly (readonly [string, FaultBody])[]) {
  test(`${what} is no list: nothing follows from it`, async ({ twilio }) => {
    await send(twilio, "");
    twilio.faults.add({ provider: "twilio", operation: "messages.list", fault });

    const result = await list(twilio.url, "", 150);

    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.not.match(JSON.stringify(result), "447400123456");
  });
}

test("no connection is no list", async () => {
  const result = await list(await deadUrl());
  assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
});

test.run();
