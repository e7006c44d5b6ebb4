import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import { type Keyword, keywordOf } from "../consent/keywords";
import { recordConsent } from "../consent/record-consent";
import { recordKeyword } from "../consent/record-keyword";
import { addressHash } from "../conversation/consent";
import type { ReceivedMessage } from "../conversation/received-message";
import { hashOfToken, type Mailbox, mailboxOf, requestIdOfToken } from "../conversation/reply-token";
import { describeError } from "../log/log";
import type { Step } from "../step";
import { type Addressed, addressed } from "./addressed";
import { type InboundEnv, type InboundFailure, type InboundRequest, later } from "./inbound-request";
import { keepFiles } from "./keep-files";
import { type Mail, mailOf } from "./mail";
import { readForm } from "./mail-form";
import { queueMessage } from "./queue-message";
import { requireSendGrid } from "./sendgrid-genuine";

type Inbound<A> = Step<InboundEnv, InboundFailure, A>;

/** A mail, where it was sent, and the keys of what is made of our addresses and of theirs. */
type Arrived = Addressed & { readonly mail: Mail; readonly receiptKey: string; readonly consentKey: string };

/** One that cannot be read is a mail of which nothing is known: it is recorded too. */
const unreadable =
  ({ company_id }: Addressed, bytes: Buffer, { log }: InboundEnv) =>
  (reason: string): Mail => {
    log.error({ event: "mail_unreadable", reason })();
    return mailOf(company_id, [], bytes);
  };

const read =
  (to: Addressed, { headers, bytes }: InboundRequest): Inbound<Mail> =>
  (env) =>
    pipe(
      TE.fromTask(readForm(headers["content-type"] ?? "", bytes)),
      TE.map((parts) =>
        pipe(
          E.right(parts),
          E.filterOrElse(RA.isNonEmpty, () => "not a form"),
          E.chain((form) => E.tryCatch(() => mailOf(to.company_id, form, bytes), describeError)),
          E.getOrElse(unreadable(to, bytes, env)),
        ),
      ),
    );

const secret =
  (name: "receiptKeyName" | "consentKeyName"): Inbound<string> =>
  ({ secrets, settings }) =>
    pipe(secrets.get(settings[name]), TE.mapLeft(later));

const mailboxes = ({ mail }: Arrived): readonly Mailbox[] => pipe(mail.recipients, RA.filterMap(mailboxOf));

const tokenFor = (arrived: Arrived, kind: Mailbox["kind"]): O.Option<string> =>
  pipe(
    mailboxes(arrived),
    RA.findFirst((mailbox) => mailbox.kind === kind),
    O.map(({ token }) => token),
  );

/** The hash of the address that a mail to a mailbox for unsubscribing is about. */
const unsubscribed = (arrived: Arrived): O.Option<string> =>
  pipe(
    tokenFor(arrived, "unsubscribe"),
    O.chain((token) => hashOfToken(arrived.consentKey, arrived.company_id, token)),
  );

/** Whether it is known that the sender's own words are before us: by the mail's domain, or by the mailbox that only the person was told. */
const isProven = (arrived: Arrived): boolean =>
  arrived.mail.trusted ||
  pipe(
    tokenFor(arrived, "reply"),
    O.chain((token) => requestIdOfToken(arrived.receiptKey, arrived, token)),
    O.isSome,
  );

/** Longer than any keyword. */
const LONGEST_KEYWORD = 200;

const keywordIn = (arrived: Arrived): Keyword | undefined => {
  const { automatic, bare, subject } = arrived.mail;
  if (automatic || !isProven(arrived)) return undefined;
  const [text = "", title] = [bare, subject].map((words) => (words.length > LONGEST_KEYWORD ? "" : words));
  return keywordOf("email", { text, subject: title }, arrived.company.keywords);
};

const isCalendar = ({ contentType }: Mail["files"][number]): boolean => contentType === "text/calendar";

const kindOf = ({ automatic, words, files }: Mail): ReceivedMessage["message_kind"] => {
  if (automatic) return "auto_reply";
  if (words !== "") return "text";
  return files.every(isCalendar) ? "unsupported" : "media";
};

const messageOf = (arrived: Arrived, receivedAt: string): ReceivedMessage => {
  const { company_id, project_id, address, mail } = arrived;
  return {
    kind: "received",
    schema: 1,
    company_id,
    project_id,
    channel: "email",
    our_address: address,
    their_address: mail.from,
    message_id: mail.messageId,
    received_at: receivedAt,
    via: "webhook",
    message_kind: kindOf(mail),
    text: mail.words,
    full_text: mail.fullText.trim() === mail.words ? null : mail.fullText,
    media: [],
    reply_to: mail.repliesTo ?? null,
    reply_token: O.toNullable(tokenFor(arrived, "reply")),
    keyword: null,
    user_id: null,
    trusted: mail.trusted,
  };
};

/** The mailbox says whose wish it is, whoever wrote there. The message tells it as its sender's only where it is. */
const unsubscribe = (arrived: Arrived, message: ReceivedMessage, hash: string): Inbound<ReceivedMessage> => {
  const { company_id, mail, consentKey } = arrived;
  const isOwn = addressHash(consentKey, company_id, mail.from) === hash;
  return pipe(
    recordConsent(isOwn ? { company_id, address: mail.from } : { company_id, hash }, {
      at: message.received_at,
      state: "suppressed",
      setBy: "person",
      source: "unsubscribe_mail",
      channel: "email",
      evidence: message.message_id,
      by: null,
    }),
    RTE.bimap(later, () => ({ ...message, message_kind: "keyword", keyword: isOwn ? "opt_out" : null })),
  );
};

/** Whose word it is, the conversation tells where the mailbox alone proves it: whoever has such a mailbox could write any `From`. */
const meaningOf = (arrived: Arrived, message: ReceivedMessage) =>
  message.trusted ? recordKeyword(keywordIn(arrived), message) : RTE.right(keywordIn(arrived) ?? null);

const obeyKeyword = (arrived: Arrived, message: ReceivedMessage): Inbound<ReceivedMessage> =>
  pipe(
    meaningOf(arrived, message),
    RTE.bimap(later, (keyword) => (keyword === null ? message : { ...message, keyword, message_kind: "keyword" })),
  );

/** An opt-out is on record before anybody is told that we have it. */
const obeyed =
  (arrived: Arrived) =>
  (message: ReceivedMessage): Inbound<ReceivedMessage> =>
    pipe(
      unsubscribed(arrived),
      O.match(
        () => obeyKeyword(arrived, message),
        (hash) => unsubscribe(arrived, message, hash),
      ),
    );

/** Nothing else has a mail's files: they are kept before it is said to have come. Erasure finds them below the person's hash. */
const withFiles =
  ({ company_id, project_id, consentKey, mail }: Arrived) =>
  (message: ReceivedMessage): Inbound<ReceivedMessage> => {
    const person = addressHash(consentKey, company_id, mail.from);
    return pipe(
      keepFiles([company_id, project_id, "email", person, message.message_id].join("/"), mail.files),
      RTE.bimap(later, (media) => ({ ...message, media })),
    );
  };

const take = (arrived: Arrived): Inbound<void> =>
  pipe(
    RTE.asks(({ clock }: InboundEnv) => messageOf(arrived, clock.now().toISOString())),
    RTE.chainW(obeyed(arrived)),
    RTE.chainW(withFiles(arrived)),
    RTE.chainW(queueMessage(arrived)),
  );

/** Takes a mail that SendGrid posts: signed for this project, on record where it is an opt-out, its files kept, and queued. */
export const receiveMail = (request: InboundRequest): Inbound<void> =>
  pipe(
    addressed(request),
    RTE.chainFirstW(requireSendGrid(request)),
    RTE.bindW("mail", (to) => read(to, request)),
    RTE.bindW("receiptKey", () => secret("receiptKeyName")),
    RTE.bindW("consentKey", () => secret("consentKeyName")),
    RTE.chainW(take),
  );
