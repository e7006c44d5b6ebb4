import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sealReference } from "../../../runtime/conversation/reference";
import { exampleSecrets, fakeSecrets, RECEIPT_KEY } from "../../helpers/fake-providers";
import { inMemoryCompanies, unreadableCompanies } from "../../helpers/in-memory-companies";
import { receivedMessage } from "../../helpers/received-message";
import { START } from "../../helpers/time-and-chance";
import {
  addressOf,
  inboundFixture,
  inboundReference,
  message,
  type Parameters,
  PERSON,
  requestTo,
  SID,
  twilioParameters,
} from "./inbound-fixture";
import kinds from "./kinds.json";

const kind = suite("a message that Twilio posts");

for (const [what, { channel = "whatsapp", ...given }, expected] of kinds as unknown as readonly [
  string,
  { readonly channel?: "whatsapp" | "sms" } & Parameters,
  object,
][])
  kind(`${what} is queued in its form, and answered with nothing to say`, async () => {
    const { receive, queue } = inboundFixture();

    const { statusCode, headers, body } = await receive(message(channel, given));

    assert.equal([statusCode, headers, body], [200, { "Content-Type": "text/xml" }, "<Response/>"]);
    const our_address = inboundReference(channel).address;
    assert.equal(queue, [
      {
        ...receivedMessage({ channel, our_address, message_id: SID, text: String(given.Body ?? "Yes please") }),
        ...expected,
      },
    ]);
  });

const posted = suite("what is posted to a sender's address");

/** What is posted, and what it is answered. */
const forgeries: Readonly<Record<string, () => unknown>> = {
  "another account's": () => message("sms", { AccountSid: "AC00000000000000000000000000000002" }),
  "to another number of ours": () => message("sms", { To: "+447400654321" }),
  "to the number without its channel": () => message("whatsapp", { To: "+447400654321" }),
  "signed with another token": () => message("sms", {}, { token: "another-token" }),
  "signed for another address": () => message("sms", {}, { signedUrl: "https://example.com/inbound" }),
  "signed with the address's fragment": () =>
    message(
      "sms",
      {},
      { signedUrl: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/dev/inbound/twilio/x#rc=5" },
    ),
  "changed after it was signed": () => message("sms", { Body: "STOP" }, { signedParameters: twilioParameters("sms") }),
  "without a signature": () =>
    requestTo("inbound/twilio", addressOf("sms"), {
      body: new URLSearchParams(twilioParameters("sms")).toString(),
    }),
  "to an address that nobody sealed": () => message("sms", {}, { ref: "AAAA" }),
  "to a project's address for receipts": () =>
    message("sms", {}, { ref: sealReference(RECEIPT_KEY, { company_id: "ci-aaa-001", project_id: "pi-aaa-001" }) }),
  "to an address of another stack": () =>
    message("sms", {}, { ref: sealReference("another-key", inboundReference("sms")) }),
  "no request at all": () => ({}),
};

for (const [what, event] of Object.entries(forgeries))
  posted(`is refused as forged: ${what}`, async () => {
    const { receive, queue, store } = inboundFixture();

    const { statusCode, body } = await receive(event());

    assert.equal([statusCode, body], [403, '{"message":"Forbidden"}']);
    assert.equal([queue, store.records()], [[], []]);
  });

posted("may have parameters that nobody knows yet, and an empty one", async () => {
  const { receive, queue } = inboundFixture();
  assert.is((await receive(message("sms", { Zodiac: "aries", OptOutType: "" }))).statusCode, 200);
  assert.is(queue.length, 1);
});

posted("is taken with a token that was changed a minute ago", async () => {
  const { secrets } = fakeSecrets(exampleSecrets);
  const old = JSON.stringify({ twilio_account_sid: "AC00000000000000000000000000000001", twilio_auth_token: "old" });
  const get = (name: string) => (name.includes("/sms-credentials/") ? TE.right(old) : secrets.get(name));
  const { receive } = inboundFixture({ secrets: { ...secrets, get, getLatest: secrets.get } });
  assert.is((await receive(message("sms"))).statusCode, 200);
});

const withoutSecret = (part: string) => {
  const { secrets } = fakeSecrets(
    Object.fromEntries(Object.entries(exampleSecrets).filter(([name]) => !name.includes(part))),
  );
  return { secrets };
};

/** Our own trouble: Twilio posts it again. */
const troubles: Readonly<Record<string, () => Parameters0>> = {
  "the key of the addresses is missing": () => [withoutSecret("receipt-key")],
  "the account's token is missing": () => [withoutSecret("sms-credentials")],
  "the company table cannot be read": () => [{ companies: unreadableCompanies }],
  "the project is gone": () => [{ companies: inMemoryCompanies() }],
  "the project has the channel no more": () => [{}, { channel_config: { sms: undefined } }],
  "the queue refuses it": () => [{ repliesQueue: { send: () => TE.left({ _tag: "QueueRefused" }) } }],
  "something throws that no step foresaw": () => [
    {
      repliesQueue: {
        send: () => {
          throw new Error("+447400123456");
        },
      },
    },
  ],
};
type Parameters0 = Readonly<Partial<globalThis.Parameters<typeof inboundFixture>>>;

for (const [what, given] of Object.entries(troubles))
  posted(`comes again where ${what}; no log says more than what the matter is`, async () => {
    const { receive, lines } = inboundFixture(...(given() as globalThis.Parameters<typeof inboundFixture>));

    assert.is((await receive(message("sms"))).statusCode, 503);

    assert.is(lines.at(-1)?.event, "inbound_refused");
    assert.not.match(JSON.stringify(lines), /447400|Yes please|twilio-token/);
  });

posted("comes again where it has no id", async () => {
  const { MessageSid: _, ...parameters } = twilioParameters("sms");
  assert.is((await inboundFixture().receive(message("sms", {}, { parameters }))).statusCode, 503);
});

const keyword = suite("a keyword that Twilio posts");

keyword("is on record before it is queued and answered", async () => {
  const order: string[] = [];
  const { receive, consentOf, queue } = inboundFixture({
    repliesQueue: {
      send: (received) => {
        order.push(`${String(consentOf(PERSON)?.state)} ${received.keyword} ${received.message_kind}`);
        return TE.right(undefined);
      },
    },
  });

  assert.is((await receive(message("whatsapp", { Body: " Stop! " }))).statusCode, 200);

  assert.equal([order, queue], [["suppressed opt_out keyword"], []]);
  const { state, set_by, source, history } = consentOf(PERSON) ?? {};
  const event = { at: START, state: "suppressed", set_by: "person", source: "keyword", channel: "whatsapp" };
  assert.equal(
    [state, set_by, source, history],
    ["suppressed", "person", "keyword", [{ ...event, evidence: SID, by: null }]],
  );
});

keyword("comes again, and is not queued, where it could not be recorded", async () => {
  const { receive, store, queue, lines } = inboundFixture();
  store.failNext("putNew", "before", 9);

  assert.is((await receive(message("sms", { Body: "STOP" }))).statusCode, 503);

  assert.equal(queue, []);
  assert.ok(lines.some(({ event, critical }) => event === "consent_unrecorded" && critical));
});

keyword("is what Twilio says that it is, and what the project says", async () => {
  const { receive, queue } = inboundFixture({}, { opt_out_keywords: ["Arrêt"], opt_in_keywords: ["Oui"] });
  for (const parameters of [
    { Body: "enough of this", OptOutType: "STOP" },
    { Body: "ARRÊT" },
    { Body: "oui" },
    { Body: "INFO" },
  ])
    await receive(message("sms", parameters));
  assert.equal(
    queue.map(({ keyword: said }) => said),
    ["opt_out", "opt_out", "opt_in", "help"],
  );
});

keyword("YES takes back the person's own STOP, and is an ordinary word otherwise", async () => {
  const { receive, clock, queue, consentOf } = inboundFixture();
  for (const Body of ["YES", "STOP", "Yes.", "yes"]) {
    await receive(message("sms", { Body, MessageSid: `SM${queue.length}` }));
    clock.advance(1_000);
  }
  assert.equal(
    queue.map(({ keyword: said, message_kind }) => [said, message_kind]),
    [
      [null, "text"],
      ["opt_out", "keyword"],
      ["opt_in", "keyword"],
      [null, "text"],
    ],
  );
  assert.is(consentOf(PERSON)?.state, "clear");
});

keyword("of somebody who hides the number is queued, and a person is told to find out whose it is", async () => {
  const { receive, queue, lines } = inboundFixture();

  assert.is((await receive(message("whatsapp", { From: "whatsapp:GB.123", Body: "STOP" }))).statusCode, 200);

  assert.is(queue[0]?.keyword, "opt_out");
  const [line, ...more] = lines.filter(({ critical }) => critical);
  assert.equal([line?.event, line?.message_id, more], ["opt_out_without_number", SID, []]);
});
