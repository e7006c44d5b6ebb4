import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { phoneAction } from "../../../../tools/console/actions/phone-action";
import type { Past } from "../../../../tools/console/source/local/past-events";
import { type Providers, startProviders } from "../../../../tools/providers/start-providers";
import { processorRecord } from "../../../helpers/queue-message";
import { inMemoryOps } from "../../ops/in-memory-ops";
import { mailClient } from "../../providers/mail-client";
import { startWebhookReceiver } from "../../providers/webhook-receiver";

const credentials = { accountSid: `AC${"a".repeat(32)}`, authToken: "token" };

/** What the test has started. */
const started: { readonly stop: () => Promise<void> }[] = [];

/** A phone beside one conversation, whose messages go to an endpoint that answers with `status`. */
const phoneOf = async (
  record: JsonObject,
  status = 200,
  sendsIn: (providers: Providers) => Past["sends"] = () => [],
) => {
  const receiver = await startWebhookReceiver(() => status);
  const providers = await startProviders({ warn: () => undefined });
  started.push(receiver, providers);
  const sender = String(record.gsi_company_whatsapp_number ?? record.gsi_company_sms_number);
  const address = record.channel_method === "whatsapp" ? `whatsapp:${sender}` : sender;
  providers.twilio.setSenders([{ address, ...credentials, url: `${receiver.url}/twilio#rc=0` }]);
  providers.sendgrid.setParseAddresses([{ domain: "reply.example.com", url: `${receiver.url}/sendgrid` }]);
  const past = { of: () => ({ writes: [], lines: [], events: [], sends: [...sendsIn(providers)] }) };
  const answer = async (what: string, text = ""): Promise<E.Either<string, string>> => {
    const asked = { conversation_id: String(record.conversation_id), what, text };
    const prepared = phoneAction({ providers, env: inMemoryOps([record]).env, past }).prepare(asked);
    if (E.isLeft(prepared)) return prepared;
    assert.is(prepared.right.subject, record.conversation_id, "nothing of what is written stands in the journal");
    const told = ({ text: words }: { readonly text: string }) => words;
    return E.bimap(told, told)(await prepared.right.run(() => undefined));
  };
  const params = () => receiver.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { receiver, providers, answer, params };
};

test.after.each(async () => {
  for (const one of started.splice(0).reverse()) await one.stop();
});

const TAKEN = E.right("The engine has taken it.");

for (const [channel, prefix] of [
  ["whatsapp", "whatsapp:"],
  ["sms", ""],
] as const)
  test(`what is written and shown on the phone comes from the recipient to the sender by ${channel}`, async () => {
    const record = processorRecord({}, channel);
    const { answer, params } = await phoneOf(record);
    assert.equal([await answer("text", " STOP "), await answer("picture")], [TAKEN, TAKEN]);
    const [stop, picture] = params();
    assert.equal([stop?.From, stop?.Body], [`${prefix}${record.primary_channel}`, "STOP"]);
    assert.equal([picture?.NumMedia, picture?.MediaContentType0], ["1", "image/png"]);
  });

test("what the engine does not take is not done, and an empty text is nothing", async () => {
  const { answer } = await phoneOf(processorRecord({}, "sms"), 503);
  assert.equal(await answer("text", "Hello"), E.left("Not done: the engine did not take it (503)."));
  assert.equal(await answer("text", " "), E.left("Not done: there is nothing in it to send."));
});

test("a mail is answered where it says, and unsubscribed by one click; without one there is nothing to answer", async () => {
  const record = processorRecord({}, "email");
  const withMail = (providers: Providers): Past["sends"] =>
    providers.ledger.sends().map((entry) => ({ entry, conversationId: String(record.conversation_id) }));
  const { answer, providers, receiver } = await phoneOf(record, 200, withMail);
  assert.equal(await answer("text", "Hello"), E.left("Not done: no mail has come that could be answered."));
  await mailClient(providers.sendgrid.url).send({
    from: { email: "jobs@example.com" },
    replyTo: { email: "r1@reply.example.com" },
    personalizations: [{ to: [{ email: "ada@example.com" }] }],
    templateId: "d-1",
    headers: {
      "List-Unsubscribe": `<${receiver.url}/unsubscribe>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  } as never);
  assert.equal([await answer("text", "Hello"), await answer("unsubscribe")], [TAKEN, TAKEN]);
  const posts = receiver.received.filter(({ path }) => ["/sendgrid", "/unsubscribe"].includes(path));
  assert.match(posts[0]?.body ?? "", /name="to"\r\n\r\nr1@reply\.example\.com\r\n[\s\S]*name="text"\r\n\r\nHello\r\n/);
  assert.equal([posts[1]?.path, posts[1]?.body], ["/unsubscribe", "List-Unsubscribe=One-Click"]);
});
