import { validateRequest } from "twilio";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { InboundContent, InboundMessage } from "../../../tools/providers/twilio/inbound-message";
import { startTwilio, type TwilioOptions } from "../../../tools/providers/twilio/start-twilio";
import { accountSid, authToken, rejection, twilioClient } from "./clients";
import { type Received, startWebhookReceiver } from "./webhook-receiver";

const sender = "+447400000002";
const person = "+447400123456";
const OVERRIDES = "#rc=5&rp=all&rt=15000";

const paramsOf = ({ body }: Received): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

/** What the test has started. */
const started: { readonly stop: () => Promise<void> }[] = [];

const setUp = async (options: TwilioOptions = {}, statusOf?: (index: number) => number, fragment = OVERRIDES) => {
  const receiver = await startWebhookReceiver(statusOf);
  const quick = (_: number, run: () => void) => {
    const handle = setImmediate(run);
    return () => clearImmediate(handle);
  };
  const twilio = await startTwilio({ receipts: "off", timer: quick, warn: () => undefined, ...options });
  started.push(receiver, twilio);
  const url = `${receiver.url}/inbound/twilio/ref`;
  twilio.setSenders(
    [sender, `whatsapp:${sender}`].map((address) => ({ address, accountSid, authToken, url: `${url}${fragment}` })),
  );
  const receive = async (content: InboundContent, over: Partial<InboundMessage> = {}) => {
    const { sid, posted } = twilio.receive({ from: person, to: sender, content, ...over });
    return { sid, result: await posted };
  };
  return { receiver, twilio, client: twilioClient(twilio.url), receive, url };
};

const text = (words: string) => ({ kind: "text", text: words }) as const;
const whatsapp = { from: `whatsapp:${person}`, to: `whatsapp:${sender}` };

test.after.each(async () => {
  for (const one of started.splice(0).reverse()) await one.stop();
});

test("a message is posted once, signed over the address without its fragment, and stands in the list as inbound", async () => {
  const { receiver, client, receive, url } = await setUp();
  const { sid, result } = await receive(text("Hello"));
  assert.equal(result, { kind: "answered", status: 200 });
  const [post] = receiver.received;
  assert.ok(post && receiver.received.length === 1);
  assert.ok(validateRequest(authToken, String(post.headers["x-twilio-signature"]), url, paramsOf(post)));
  assert.equal(paramsOf(post), {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    Body: "Hello",
    From: person,
    MessageSid: sid,
    NumMedia: "0",
    NumSegments: "1",
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: "received",
    To: sender,
  });
  const [listed] = await client.messages.list({ to: sender });
  assert.equal([listed?.sid, listed?.direction, listed?.status], [sid, "inbound", "received"]);
});

const files = (contentType: string) => [{ contentType, bytes: Buffer.from("file") }];
const kinds: readonly (readonly [InboundContent, Readonly<Record<string, string>>])[] = [
  [text("Hi"), { MessageType: "text", Body: "Hi" }],
  [
    { kind: "button", text: "Stop promotions", payload: "stop" },
    { MessageType: "button", ButtonText: "Stop promotions", ButtonPayload: "stop" },
  ],
  [
    { kind: "list", text: "Monday", id: "mon" },
    { MessageType: "interactive", ListId: "mon", Body: "Monday" },
  ],
  [
    { kind: "location", latitude: "51.5", longitude: "-0.1", label: "Office" },
    { MessageType: "location", Latitude: "51.5", Longitude: "-0.1", Label: "Office" },
  ],
  [
    { kind: "reaction", text: "👍" },
    { MessageType: "reaction", Body: "👍" },
  ],
  [{ kind: "unsupported" }, { MessageType: "unsupported", Body: "" }],
  [
    { kind: "media", files: files("image/jpeg"), text: "Me" },
    { MessageType: "image", NumMedia: "1", Body: "Me" },
  ],
  [
    { kind: "media", files: files("audio/ogg") },
    { MessageType: "audio", MediaContentType0: "audio/ogg" },
  ],
  [{ kind: "media", files: files("application/pdf") }, { MessageType: "document" }],
  [{ kind: "media", files: files("text/vcard") }, { MessageType: "contacts" }],
];

test("each kind of message tells itself as WhatsApp's do, with the user's number or id", async () => {
  const { receiver, receive } = await setUp();
  for (const [content, wanted] of kinds) {
    await receive(content, { ...whatsapp, inReplyTo: "SM1", userId: "GB.7" });
    const params = paramsOf(receiver.received.at(-1) as Received);
    const told = Object.fromEntries(Object.keys(wanted).map((name) => [name, params[name]]));
    assert.equal(told, wanted);
    assert.equal(
      [params.WaId, params.ExternalUserId, params.OriginalRepliedMessageSid],
      ["447400123456", "whatsapp:GB.7", "SM1"],
    );
  }
  await receive(text("Hi"), { ...whatsapp, from: "whatsapp:GB.7" });
  const { From, ExternalUserId, WaId } = paramsOf(receiver.received.at(-1) as Received);
  assert.equal([From, ExternalUserId, WaId], ["whatsapp:GB.7", "whatsapp:GB.7", undefined]);
});

test("a file is at its address for who shows the token, and in the message's list of files", async () => {
  const { receiver, twilio, client, receive } = await setUp();
  const { sid } = await receive({ kind: "media", files: files("image/png") }, whatsapp);
  const { MediaUrl0 = "" } = paramsOf(receiver.received[0] as Received);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  const [own, foreign] = [await fetch(MediaUrl0, { headers: { authorization } }), await fetch(MediaUrl0)];
  assert.equal([own.status, own.headers.get("content-type"), await own.text()], [200, "image/png", "file"]);
  assert.is(foreign.status, 401);
  const [media] = await client.messages(sid).media.list();
  assert.ok(media && MediaUrl0 === `${twilio.url}${media.uri.replace(".json", "")}`);
  assert.is((await client.messages(sid).media.list()).length, 1);
});

test("the list can be asked by when a message came, to the second", async () => {
  const times = ["2026-11-20T10:00:00Z", "2026-11-20T10:00:05Z", "2026-11-21T00:00:00Z"];
  let now = 0;
  const { client, receive } = await setUp({ now: () => now });
  for (const at of times) {
    now = Date.parse(at) + 400;
    await receive(text(at));
  }
  const listed = async (filter: object) =>
    (await client.messages.list({ to: sender, ...filter })).map(({ body }) => body);
  const [first, second, third] = times;
  assert.equal(await listed({ dateSentAfter: new Date("2026-11-20T10:00:05Z") }), [third, second]);
  assert.equal(await listed({ dateSentBefore: new Date("2026-11-20T10:00:05Z") }), [second, first]);
  assert.equal(
    await listed({ dateSentAfter: new Date("2026-11-20T10:00:01Z"), dateSentBefore: new Date("2026-11-20T23:59:59Z") }),
    [second],
  );
});

test("what is not taken is repeated as the address says, then posted to the fallback with the error", async () => {
  const { receiver, receive, url } = await setUp({}, (index) => (index < 7 ? 503 : 200));
  const { result } = await receive(text("Hello"));
  assert.equal(result, { kind: "answered", status: 200 });
  const errors = receiver.received.map((one) => paramsOf(one).ErrorCode);
  assert.equal(errors, [...Array(6).fill(undefined), "11200", "11200"]);
  const last = receiver.received.at(-1) as Received;
  assert.is(paramsOf(last).ErrorUrl, url);
  assert.ok(validateRequest(authToken, String(last.headers["x-twilio-signature"]), url, paramsOf(last)));
});

test("an endpoint that is down hears nothing while the message stays in the list; one whose answer is lost hears it again", async () => {
  const { receiver, twilio, client, receive } = await setUp();
  const mend = twilio.faults.add({
    provider: "twilio",
    operation: "messages.receive",
    times: "always",
    fault: { reset: "before" },
  });
  const { sid, result } = await receive(text("Nobody hears this"));
  assert.equal([result.kind, receiver.received.length], ["lost", 0]);
  assert.is((await client.messages.list({ to: sender }))[0]?.sid, sid);
  mend();
  twilio.faults.add({ provider: "twilio", operation: "messages.receive", fault: { hang: "after" } });
  await receive(text("Heard twice"));
  assert.equal(
    receiver.received.map((one) => paramsOf(one).Body),
    ["Heard twice", "Heard twice"],
  );
});

test("after STOP by SMS nothing is sent to that number from that sender until START; Twilio answers, and HELP too", async () => {
  const { receiver, twilio, client, receive } = await setUp();
  const send = (from: string) => client.messages.create({ from, to: person, body: "Hello" });
  const stop = await receive(text(" stop "));
  assert.is(twilio.messages().at(-1)?.answers, stop.sid);
  assert.equal(await rejection(send(sender), "status", "code"), { status: 400, code: 21610 });
  assert.ok(await send("+447400000009"));
  await receive(text("HELP"));
  await receive(text("yes"));
  assert.ok(await send(sender));
  assert.equal(
    receiver.received.map((one) => paramsOf(one).OptOutType),
    [undefined, undefined, undefined],
  );
  const own = (await client.messages.list({ to: person })).filter(({ direction }) => direction === "outbound-reply");
  assert.equal(
    own.map(({ body }) => body.split(" ").slice(0, 4).join(" ")),
    ["You have successfully been", "Reply STOP to unsubscribe.", "You have successfully been"],
  );
});

test("Advanced Opt-Out tells what it heard, and filters WhatsApp too", async () => {
  const plain = await setUp();
  await plain.receive(text("STOP"), whatsapp);
  const toPerson = { from: whatsapp.to, to: whatsapp.from, body: "Hello" };
  assert.ok(await plain.client.messages.create(toPerson));
  const advanced = await setUp({ optOuts: "advanced" });
  for (const word of ["STOP", "HELP", "START", "YES"]) await advanced.receive(text(word), whatsapp);
  assert.equal(
    advanced.receiver.received.map((one) => paramsOf(one).OptOutType),
    ["STOP", "HELP", "START", undefined],
  );
});
