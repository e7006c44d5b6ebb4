import { test } from "uvu";
import * as assert from "uvu/assert";
import { isSendGridSignature } from "../../../runtime/receipts/sendgrid-signature";
import { startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { until } from "../../helpers/time-and-chance";
import { mailClient } from "./mail-client";
import { type Received, startWebhookReceiver } from "./webhook-receiver";

/** What the test has started. */
const started: { readonly stop: () => Promise<void> }[] = [];

const setUp = async (statusOf?: (index: number) => number) => {
  const receiver = await startWebhookReceiver(statusOf);
  const quick = (_: number, run: () => void) => {
    const handle = setImmediate(run);
    return () => clearImmediate(handle);
  };
  const sendgrid = await startSendGrid({ timer: quick, warn: () => undefined });
  started.push(receiver, sendgrid);
  sendgrid.setParseAddresses([{ domain: "reply.example.com", url: `${receiver.url}/inbound/sendgrid/ref` }]);
  sendgrid.setWebhook({ url: () => `${receiver.url}/receipts` });
  const send = async (headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const [answer] = await mailClient(sendgrid.url).send({
      from: { email: "jobs@example.com" },
      personalizations: [{ to: [{ email: "ada@example.com" }] }],
      templateId: "d-1",
      headers,
    } as never);
    return String((answer.headers as Record<string, unknown>)["x-message-id"]);
  };
  return { receiver, sendgrid, send };
};

const mail = { from: "Ada <ada@example.com>", to: "r123@reply.example.com", subject: "Re: Hello", text: "Stop" };

test.after.each(async () => {
  for (const one of started.splice(0).reverse()) await one.stop();
});

const formOf = ({ body, headers }: Received): Promise<FormData> =>
  new Response(body, { headers: { "content-type": String(headers["content-type"]) } }).formData() as Promise<FormData>;

test("a mail is posted as a form with its fields and files, signed with the key of Inbound Parse alone", async () => {
  const { receiver, sendgrid } = await setUp();
  const file = { name: 'a "b".txt', contentType: "text/plain", bytes: Buffer.from("file") };
  const result = await sendgrid.receive({ ...mail, attachments: [file], headers: { "In-Reply-To": "<1@x>" } });
  assert.equal(result, { kind: "answered", status: 200 });
  const [post] = receiver.received as [Received];
  const form = await formOf(post);
  assert.equal([form.get("from"), form.get("subject"), form.get("text")], [mail.from, mail.subject, mail.text]);
  assert.match(String(form.get("headers")), /^Message-ID: <.+>\nFrom: Ada .+\n(.+\n)+In-Reply-To: <1@x>\n$/);
  assert.equal(JSON.parse(String(form.get("envelope"))), { to: [mail.to], from: "ada@example.com" });
  assert.is(await (form.get("attachment1") as File).text(), "file");
  const signature = String(post.headers["x-twilio-email-event-webhook-signature"]);
  const timestamp = String(post.headers["x-twilio-email-event-webhook-timestamp"]);
  const signed = { signature, timestamp, body: post.body };
  assert.ok(isSendGridSignature(sendgrid.parseKey, signed));
  assert.not.ok(isSendGridSignature(sendgrid.publicKey, signed));
});

test("fields that are bytes stand in the charset that charsets names", async () => {
  const { receiver, sendgrid } = await setUp();
  await sendgrid.receive({ ...mail, text: Buffer.from("Grüße", "latin1"), charset: "iso-8859-1" });
  const [{ body }] = receiver.received as [Received];
  assert.ok(body.includes("Gr\ufffd\ufffde"), "not UTF-8");
  assert.match(body, '"text":"iso-8859-1"');
});

test("a mail comes again at 5xx, and is gone at 3xx and 4xx", async () => {
  for (const [statuses, posts] of [
    [[503, 500, 200], 3],
    [[404, 200], 1],
    [[302, 200], 1],
  ] as const) {
    const { receiver, sendgrid } = await setUp((index) => statuses[index] ?? 200);
    await sendgrid.receive(mail);
    assert.is(receiver.received.length, posts, String(statuses));
  }
});

test("one click is posted as RFC 8058 says, in both encodings, where the mail offers it; else nothing is", async () => {
  const { receiver, sendgrid, send } = await setUp();
  const headers = {
    "List-Unsubscribe": `<${receiver.url}/unsubscribe/ref>, <mailto:u123@reply.example.com?subject=unsubscribe>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  const offering = await send(headers);
  const isPost = ({ path }: Received) => path === "/unsubscribe/ref";
  for (const by of ["form", "multipart"] as const) await sendgrid.unsubscribe(offering, by);
  const forms = await Promise.all(receiver.received.filter(isPost).map(formOf));
  assert.equal(
    forms.map((form) => [...form.entries()]),
    Array(2).fill([["List-Unsubscribe", "One-Click"]]),
  );
  await sendgrid.unsubscribe(offering, "mail");
  const form = await formOf(receiver.received.find(({ path }) => path.startsWith("/inbound")) as Received);
  assert.equal([form.get("to"), form.get("subject")], ["u123@reply.example.com", "unsubscribe"]);
  const plain = await send();
  assert.throws(() => sendgrid.unsubscribe(plain, "form"), /offers no unsubscribing/);
});

test("an unsubscribing that SendGrid hears is told as an event, and what comes next is dropped with its reason", async () => {
  const { receiver, sendgrid, send } = await setUp();
  const events = () =>
    receiver.received.flatMap(
      ({ body }) => JSON.parse(body) as readonly { readonly event: string; readonly reason?: string }[],
    );
  const id = await send();
  await until("delivered", () => events().some(({ event }) => event === "delivered"));
  sendgrid.refuse(id, "spamreport");
  await until("the report", () => events().some(({ event }) => event === "spamreport"));
  await send();
  await until("the drop", () => events().some(({ event }) => event === "dropped"));
  assert.is(events().at(-1)?.reason, "Spam Reporting Address");
});
