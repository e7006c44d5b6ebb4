import { randomBytes } from "node:crypto";
import { bearerKey } from "../bearer-key";
import type { Operation } from "../exchange";
import { keyFingerprint } from "../key-fingerprint";
import type { Ledger } from "../ledger";
import type { EmailEntry } from "../ledger-entry";
import type { MailTemplate } from "./mail-template";
import { parseMail } from "./parse-mail";
import { recipientSubject } from "./recipient-subject";
import { renderMail } from "./render-mail";
import { sendGridError, sendGridProblems } from "./sendgrid-error";

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

export const sendMail = (ports: SendMailPorts): Operation => ({
  name: "mail.send",
  method: "POST",
  path: "/v3/mail/send",
  subject: ({ body }) => recipientSubject(body),
  handle: ({ headers, body, answered }) => {
    const key = bearerKey(headers);
    if (key === undefined || !ports.isKeyAccepted(key)) return sendGridError(401, null);
    const parsed = parseMail(body);
    if (!parsed.ok) {
      return sendGridProblems(
        400,
        parsed.problems.map(({ field, message }) => ({ message, field: field || null })),
      );
    }
    const { mail } = parsed;
    if (!ports.isSenderVerified(mail.from.email))
      return sendGridProblems(403, [{ message: unverified, field: "from" }]);
    parsed.notSimulated.forEach(ports.onNotSimulated);
    if (mail.sandbox) return { status: 200, body: null };

    const id = randomBytes(16).toString("base64url");
    const at = new Date(ports.now()).toISOString();
    for (const personalization of mail.personalizations) {
      const { subject, text, html } = renderMail(mail, personalization, ports.templates);
      for (const to of personalization.recipients) {
        const entry: EmailEntry = {
          provider: "sendgrid",
          kind: "email",
          at,
          id,
          account: keyFingerprint(key),
          answered,
          to,
          from: mail.from.email,
          fromName: mail.from.name,
          templateId: mail.templateId,
          variables: personalization.data,
          subject,
          renderedText: text,
          renderedHtml: html,
          customArgs: personalization.customArgs,
          headers: personalization.headers,
        };
        ports.ledger.record(entry);
        ports.onAccepted(entry);
      }
    }
    return { status: 202, headers: { "x-message-id": id }, body: null };
  },
});
