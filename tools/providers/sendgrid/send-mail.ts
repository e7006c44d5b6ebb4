import { randomBytes } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import type { Problem } from "../codec/problems";
import type { Ledger } from "../ledger/ledger";
import { type Answered, type EmailEntry, keyFingerprint } from "../ledger/ledger-entry";
import { filledIn, type KnownTemplate, textOf } from "../openai/compose-answer";
import { type Answer, bearerKey, defaultErrorText, type Operation } from "../server/operation";
import { type MailRequest, readMail, recipientSubject } from "./mail-request";

const usual: Readonly<Record<number, string>> = {
  401: "The provided authorization grant is invalid, expired, or revoked",
  403: "access forbidden",
  413: "content too large",
  429: "too many requests",
  500: "internal server error",
};

/** A refusal in SendGrid's shape with one or more problems. */
const sendGridProblems = (status: number, problems: readonly Problem[]): Answer => ({
  status,
  body: { errors: problems.map(({ message, field }) => ({ message, field: field || null, help: null })) },
});

/** An error answer in SendGrid's shape; SendGrid has no error codes, so a `code` becomes the message. */
export const sendGridError = (status: number, code: string | null): Answer =>
  sendGridProblems(status, [{ message: code ?? usual[status] ?? defaultErrorText(status).toLowerCase(), field: "" }]);

type SendMailPorts = {
  readonly ledger: Ledger;
  readonly templateOf: (id: string) => KnownTemplate | undefined;
  readonly isKeyAccepted: (key: string) => boolean;
  readonly now: () => number;
  readonly onAccepted: (entry: EmailEntry) => void;
};

const asText = (value: unknown): string => {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** What two braces of a template make of a text, in its subject as in its body; three leave it (docs.sendgrid.com, "Using Handlebars"). */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};
const inTwoBraces = (text: string): string => text.replace(/[&<>"'`=]/g, (mark) => ENTITIES[mark] ?? mark);

/** The subject and text that the recipient gets; the template stands for the data that it is given, its subject line for `{{subject}}`. */
const rendered = (
  subject: string | null,
  { subject: inData, ...others }: MailRequest["data"],
  template: KnownTemplate | undefined,
) => ({
  subject: inData === undefined ? (subject ?? "") : inTwoBraces(asText(inData)),
  text:
    template === undefined
      ? Object.entries(others)
          .map(([name, value]) => `${name}: ${asText(value)}`)
          .join("\n")
      : filledIn(textOf(template), R.map(asText)(others)),
});

const accept = (ports: SendMailPorts, mail: MailRequest, account: string, answered: Answered): Answer => {
  const id = randomBytes(16).toString("base64url");
  const at = new Date(ports.now()).toISOString();
  const { subject, text } = rendered(mail.subject, mail.data, ports.templateOf(mail.templateId));
  const entry: EmailEntry = {
    provider: "sendgrid",
    kind: "email",
    at,
    id,
    account,
    answered,
    to: mail.to,
    from: mail.from.email,
    fromName: mail.from.name,
    replyTo: mail.replyTo,
    templateId: mail.templateId,
    variables: mail.data,
    subject,
    renderedText: text,
    customArgs: mail.customArgs,
    headers: mail.headers,
  };
  ports.ledger.record(entry);
  ports.onAccepted(entry);
  return { status: 202, headers: { "x-message-id": id }, body: null };
};

export const sendMail = (ports: SendMailPorts): Operation => ({
  name: "mail.send",
  method: "POST",
  path: "/v3/mail/send",
  subject: ({ body }) => recipientSubject(body),
  handle: ({ headers, body, answered }) => {
    const key = bearerKey(headers);
    if (key === undefined || !ports.isKeyAccepted(key)) return sendGridError(401, null);
    return pipe(
      readMail(body),
      E.match(
        (problems) => sendGridProblems(400, problems),
        (mail) => accept(ports, mail, keyFingerprint(key), answered),
      ),
    );
  },
});
