import { randomBytes } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Ledger } from "../ledger/ledger";
import { type Answered, type EmailEntry, keyFingerprint } from "../ledger/ledger-entry";
import { type Answer, bearerKey, defaultErrorText, type Operation } from "../server/operation";
import { type MailRequest, readMail, recipientSubject } from "./mail-request";
import { type MailTemplate, renderMail } from "./mail-template";

export type SendGridProblem = { readonly message: string; readonly field: string | null };

const usual: Readonly<Record<number, string>> = {
  401: "The provided authorization grant is invalid, expired, or revoked",
  403: "access forbidden",
  413: "content too large",
  429: "too many requests",
  500: "internal server error",
};

/** A refusal in SendGrid's shape with one or more problems. */
export const sendGridProblems = (status: number, problems: readonly SendGridProblem[]): Answer => ({
  status,
  body: { errors: problems.map(({ message, field }) => ({ message, field, help: null })) },
});

/** An error answer in SendGrid's shape; SendGrid has no error codes, so a `code` becomes the message. */
export const sendGridError = (status: number, code: string | null, message?: string): Answer =>
  sendGridProblems(status, [
    { message: message ?? code ?? usual[status] ?? defaultErrorText(status).toLowerCase(), field: null },
  ]);

export type SendMailPorts = {
  readonly ledger: Ledger;
  readonly templates: ReadonlyMap<string, MailTemplate>;
  readonly isKeyAccepted: (key: string) => boolean;
  readonly isSenderVerified: (email: string) => boolean;
  readonly now: () => number;
  readonly onAccepted: (entry: EmailEntry) => void;
  readonly onNotSimulated: (field: string) => void;
};

const unverified =
  "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.";

const accept = (ports: SendMailPorts, mail: MailRequest, account: string, answered: Answered): Answer => {
  mail.ignored.forEach(ports.onNotSimulated);
  if (mail.sandbox) return { status: 200, body: null };
  const id = randomBytes(16).toString("base64url");
  const at = new Date(ports.now()).toISOString();
  for (const message of mail.messages) {
    const { subject, text, html } = renderMail(mail, message, ports.templates);
    for (const to of message.recipients) {
      const entry: EmailEntry = {
        provider: "sendgrid",
        kind: "email",
        at,
        id,
        account,
        answered,
        to,
        from: mail.from.email,
        fromName: mail.from.name,
        templateId: mail.templateId,
        variables: message.data,
        subject,
        renderedText: text,
        renderedHtml: html,
        customArgs: message.customArgs,
        headers: message.headers,
      };
      ports.ledger.record(entry);
      ports.onAccepted(entry);
    }
  }
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
      E.mapLeft((problems) =>
        sendGridProblems(
          400,
          problems.map(({ field, message }) => ({ message, field: field || null })),
        ),
      ),
      E.filterOrElse(
        ({ from }) => ports.isSenderVerified(from.email),
        () => sendGridProblems(403, [{ message: unverified, field: "from" }]),
      ),
      E.map((mail) => accept(ports, mail, keyFingerprint(key), answered)),
      E.toUnion,
    );
  },
});
