/** Text, or its bytes in the mail's charset. */
type Content = string | Buffer;

type Attachment = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
};

/** A mail that somebody sends to a domain of ours. */
export type InboundMail = {
  /** As in the header: an address, or a name and `<address>`. */
  readonly from: string;
  readonly to: string;
  readonly subject?: Content;
  readonly text?: Content;
  readonly html?: Content;
  /** What `subject`, `text` and `html` are written in where they are bytes; default UTF-8. */
  readonly charset?: string;
  /** Beside `From`, `To`, `Subject` and `Message-ID`, which stand there by themselves. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
  /** The address that bounces would go to; empty for an automatic mail. Default: the one of `from`. */
  readonly envelopeFrom?: string;
  readonly spf?: string;
  /** As SendGrid writes it: `{@example.com : pass}`. */
  readonly dkim?: string;
};

const BOUNDARY = "xYzZY";
const LINE = "\r\n";

const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

const quoted = (text: string): string => text.replace(/["\\\r\n]/g, "_");

const part = (disposition: string, content: Content): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}${LINE}Content-Disposition: form-data; ${disposition}${LINE}${LINE}`),
    Buffer.isBuffer(content) ? content : Buffer.from(content),
    Buffer.from(LINE),
  ]);

const headerLines = (mail: InboundMail, messageId: string): string =>
  Object.entries({
    "Message-ID": messageId,
    From: mail.from,
    To: mail.to,
    ...(typeof mail.subject === "string" ? { Subject: mail.subject } : {}),
    ...mail.headers,
  })
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");

/** The fields of Inbound Parse: https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook */
const fieldsOf = (mail: InboundMail, messageId: string): Readonly<Record<string, Content>> => {
  const { from, to, subject = "", text, html, charset = "UTF-8", attachments = [] } = mail;
  const sender = addressIn(from);
  const written = { subject, ...(text === undefined ? {} : { text }), ...(html === undefined ? {} : { html }) };
  const charsets = {
    ...{ to: "UTF-8", from: "UTF-8" },
    ...Object.fromEntries(Object.keys(written).map((name) => [name, charset])),
  };
  const files = Object.fromEntries(
    attachments.map(({ name, contentType }, at) => [
      `attachment${at + 1}`,
      { filename: name, name, type: contentType, charset: "utf-8" },
    ]),
  );
  return {
    headers: headerLines(mail, messageId),
    dkim: mail.dkim ?? `{@${sender.split("@").at(-1)} : pass}`,
    from,
    to,
    ...written,
    sender_ip: "127.0.0.1",
    envelope: JSON.stringify({ to: [addressIn(to)], from: mail.envelopeFrom ?? sender }),
    attachments: String(attachments.length),
    ...(attachments.length === 0 ? {} : { "attachment-info": JSON.stringify(files) }),
    charsets: JSON.stringify(charsets),
    SPF: mail.spf ?? "pass",
  };
};

/** A mail as Inbound Parse posts it: a form of raw bytes, each field in its own charset. */
export const parsedMail = (
  mail: InboundMail,
  messageId: string,
): { readonly contentType: string; readonly body: Buffer } => ({
  contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  body: Buffer.concat([
    ...Object.entries(fieldsOf(mail, messageId)).map(([name, content]) => part(`name="${name}"`, content)),
    ...(mail.attachments ?? []).map(({ name, contentType, bytes }, at) =>
      part(`name="attachment${at + 1}"; filename="${quoted(name)}"${LINE}Content-Type: ${contentType}`, bytes),
    ),
    Buffer.from(`--${BOUNDARY}--${LINE}`),
  ]),
});

/** The domain that a mail goes to. */
export const domainOf = ({ to }: Pick<InboundMail, "to">): string =>
  (addressIn(to).split("@").at(-1) ?? "").toLowerCase();
