import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { consentKeyOf } from "../../../runtime/conversation/consent";
import type { Channel } from "../../../runtime/request/request";
import { CONSENT_KEY } from "../../helpers/fake-providers";
import { START } from "../../helpers/time-and-chance";
import {
  batch,
  callback,
  mailEvent,
  receiptsFixture,
  sealed,
  sendingRecord,
  twilioParameters,
} from "./receipts-fixture";

const test = suite("receipts' opt-outs");

const ofTwilio = (ErrorCode: string) =>
  callback({ ref: sealed("sms"), parameters: twilioParameters({ MessageStatus: "undelivered", ErrorCode }) });
const SAID_AT = Date.parse(START) / 1000 - 60;
const ofSendGrid = (event: string, reason?: string, timestamp = SAID_AT) =>
  batch({ events: [mailEvent({ event, timestamp, ...(reason === undefined ? {} : { reason }) })] });

const consentOf = ({ store }: ReturnType<typeof receiptsFixture>, channel: Channel) =>
  store.find(consentKeyOf(CONSENT_KEY, "ci-aaa-001", String(sendingRecord(channel).primary_channel)));

const rows: readonly (readonly [string, Channel, unknown, boolean])[] = [
  ...["21610", "63014"].map((code) => [code, "sms", ofTwilio(code), true] as const),
  ...["30003", "30008", "63024", "63049", "63016", "30007"].map(
    (code) => [code, "sms", ofTwilio(code), false] as const,
  ),
  ...["unsubscribe", "group_unsubscribe", "spamreport"].map(
    (event) => [event, "email", ofSendGrid(event), true] as const,
  ),
  ...["bounce", "group_resubscribe", "delivered", "blocked"].map(
    (event) => [event, "email", ofSendGrid(event), false] as const,
  ),
  ["dropped: Unsubscribed Address", "email", ofSendGrid("dropped", "Unsubscribed Address"), true],
  ["dropped: Spam Reporting Address", "email", ofSendGrid("dropped", "Spam Reporting Address"), true],
  ["dropped: Bounced Address", "email", ofSendGrid("dropped", "Bounced Address"), false],
];

for (const [what, channel, event, isOptOut] of rows)
  test(`${what} is ${isOptOut ? "an opt-out, once however often it is posted" : "none"}`, async () => {
    const fixture = receiptsFixture();

    for (const times of [1, 2]) assert.is((await fixture.receive(event)).status, 200, `time ${times}`);

    const consent = consentOf(fixture, channel);
    assert.equal([consent?.state, consent?.source], isOptOut ? ["suppressed", "carrier"] : [undefined, undefined]);
    assert.is([consent?.history ?? []].flat().length, isOptOut ? 1 : 0);
  });

test("is as old as the carrier says, or as the message that it is about", async () => {
  const fixture = receiptsFixture();
  await fixture.receive(ofTwilio("21610"));
  await fixture.receive(ofSendGrid("unsubscribe"));

  const times = (["sms", "email"] as const).map((channel) =>
    [consentOf(fixture, channel)?.history].flat().map((entry) => (entry as { at: string }).at),
  );

  assert.equal(times, [[sendingRecord("sms").sending_at], [new Date(SAID_AT * 1000).toISOString()]]);
});

test("is from now where the carrier's clock is ahead: it would outlast every word of the person's", async () => {
  const fixture = receiptsFixture();
  await fixture.receive(ofSendGrid("unsubscribe", undefined, SAID_AT + 86_400));
  const [entry] = [consentOf(fixture, "email")?.history].flat();
  assert.is((entry as { at?: string } | undefined)?.at, START);
});

test("what cannot be recorded is answered 503, and no part of the receipt is taken", async () => {
  const unavailable = () => TE.left({ _tag: "StoreUnavailable" as const });
  const { store } = receiptsFixture();
  const fixture = receiptsFixture(undefined, { consents: { ...store.consents, putNew: unavailable } });

  assert.is((await fixture.receive(ofTwilio("21610"))).status, 503);
  assert.is(fixture.recordOf("sms").send_state, "sending");
});
