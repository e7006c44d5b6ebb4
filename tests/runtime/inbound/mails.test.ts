import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ReceivedMessage, readReceived, receivedBody } from "../../../runtime/conversation/received-message";
import type { InboundMail } from "../../../tools/providers/sendgrid/parsed-mail";
import { mailFixture, mailOfJane } from "./mail-fixture";
import corpus from "./mails.json";

type Bytes = { readonly base64: string };
type Content = string | Bytes;
type File = { readonly name: string; readonly contentType: string; readonly text?: string; readonly size?: number };
type Written = Omit<Partial<InboundMail>, "subject" | "text" | "html" | "attachments"> & {
  readonly subject?: Content;
  readonly text?: Content;
  readonly html?: Content;
  readonly attachments?: readonly File[];
  /** A field's name, a piece of text, and how often it stands there. */
  readonly repeat?: readonly [string, string, number];
};
type Expected = Partial<ReceivedMessage> & {
  readonly text_begins?: string;
  /** There is more than the new words. */
  readonly whole?: boolean;
  readonly files?: readonly (readonly [string | null, string, number])[];
  /** Whether the sender is written to no more. */
  readonly opted_out?: boolean;
};
type Kind = {
  readonly title: string;
  readonly mail: Written;
  readonly messageId?: string;
  readonly damage?: keyof typeof damages;
  readonly expect: Expected;
};

const contentOf = (content: Content): string | Buffer =>
  typeof content === "string" ? content : Buffer.from(content.base64, "base64");

const mailOf = ({ repeat, attachments = [], ...mail }: Written): Partial<InboundMail> => ({
  ...Object.fromEntries(
    Object.entries(mail).map(([name, value]) => [
      name,
      typeof value === "object" && "base64" in value ? contentOf(value as Bytes) : value,
    ]),
  ),
  ...(repeat === undefined ? {} : { [repeat[0]]: repeat[1].repeat(repeat[2]) }),
  attachments: attachments.map(({ name, contentType, text = "", size }) => ({
    name,
    contentType,
    bytes: size === undefined ? Buffer.from(text) : Buffer.alloc(size, "A"),
  })),
});

type Posted = ReturnType<typeof mailOfJane>;

const RAW = "From: Jane <jane@example.com>\r\nMessage-ID: <raw@mail.example.com>\r\n\r\nYes, ten.\r\n";

const damages = {
  "other boundary": ({ body }: Posted) => ({ contentType: "multipart/form-data; boundary=another", body }),
  "no type": ({ body }: Posted) => ({ contentType: "", body }),
  "half a file": ({ contentType, body }: Posted) => ({ contentType, body: body.subarray(0, body.length - 50_013) }),
  "no form": () => ({ contentType: "text/plain", body: Buffer.from("hello") }),
  empty: () => ({ contentType: "multipart/form-data; boundary=x", body: Buffer.alloc(0) }),
  raw: () => ({
    contentType: "multipart/form-data; boundary=x",
    body: Buffer.from(`--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n${RAW}\r\n--x--\r\n`),
  }),
  "few fields": () => ({
    contentType: "multipart/form-data; boundary=x",
    body: Buffer.from(
      ["from", "jane@example.com", "text", "Yes, ten."]
        .join("\n")
        .replace(/(\w+)\n([^\n]+)\n?/g, '--x\r\nContent-Disposition: form-data; name="$1"\r\n\r\n$2\r\n')
        .concat("--x--\r\n"),
    ),
  }),
};

const postedOf = ({ mail, messageId, damage }: Kind, at: number): Posted => {
  const whole = mailOfJane(mailOf(mail), messageId ?? `<${at}@mail.example.com>`);
  return damage === undefined ? whole : damages[damage](whole);
};

/** What is said of a mail, as far as the table asks for it. */
const factsOf = (message: ReceivedMessage, expected: Expected, isOut: boolean) =>
  Object.fromEntries(
    Object.entries(expected).map(([name, value]) => {
      switch (name) {
        case "text_begins":
          return [name, message.text.slice(0, String(value).length)];
        case "whole":
          return [name, message.full_text !== null];
        case "files":
          return [name, message.media.map((one) => [one.name ?? null, one.content_type, one.bytes])];
        case "opted_out":
          return [name, isOut];
        default:
          return [name, message[name as keyof ReceivedMessage]];
      }
    }),
  );

const kinds = corpus as unknown as readonly Kind[];
const mails = suite("mail of every kind");

for (const [at, kind] of kinds.entries())
  mails(kind.title, async () => {
    const { post, queue, files, consentOf } = mailFixture();
    const answer = await post(postedOf(kind, at));

    assert.equal([answer, queue.length], [200, 1]);
    const [message] = queue;
    if (message === undefined) return;
    assert.equal(factsOf(message, kind.expect, consentOf(message.their_address)?.state === "suppressed"), kind.expect);
    assert.equal(
      message.media.map(({ key, bytes }) => files.get(key ?? "")?.length === bytes),
      message.media.map(() => true),
    );
    const body = receivedBody(message);
    assert.ok(Buffer.byteLength(body) <= 262_144);
    assert.equal(readReceived(body)._tag, "Right");
  });

mails("none loses another: all but the largest at one address, each twice, are as many messages", async () => {
  const { post, queue } = mailFixture();
  const small = kinds.filter(({ mail }) => mail.repeat === undefined);
  for (const [at, kind] of small.entries()) {
    const posted = postedOf(kind, at);
    assert.equal([await post(posted), await post(posted)], [200, 200], kind.title);
  }
  const ids = queue.map(({ message_id }) => message_id);

  assert.ok(small.length >= 40);
  assert.equal([queue.length, new Set(ids).size], [small.length * 2, small.length]);
});
