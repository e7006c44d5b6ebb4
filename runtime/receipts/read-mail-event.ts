import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import type { ConversationKey } from "../conversation/conversation-key";
import type { Receipt } from "./receipt";
import { AttemptReference, type Forged, keyOf, openReference, type ProjectReference } from "./reference";

/** What is read of an event; `ref` is our own custom argument. */
const MailEvent = t.intersection([
  t.type({ event: t.string }),
  t.partial({ ref: t.string, sg_message_id: t.string, status: t.string }),
]);
type MailEvent = t.TypeOf<typeof MailEvent>;

export type MailReceipt = { readonly key: ConversationKey; readonly receipt: Receipt };

const forged = (): Forged => ({ _tag: "Forged" });

const isAbout =
  ({ company_id, project_id }: ProjectReference, now: Date) =>
  (opened: AttemptReference): boolean =>
    opened.company_id === company_id &&
    opened.project_id === project_id &&
    opened.channel === "email" &&
    opened.expires > now.toISOString();

/** SendGrid's message id is the id that its answer gave, and after a dot where the message went. */
const mailReceipt =
  ({ event, sg_message_id = "", status }: MailEvent) =>
  (opened: AttemptReference): MailReceipt => ({
    key: keyOf(opened),
    receipt: {
      attemptId: opened.attempt_id,
      messageId: sg_message_id.split(".")[0] ?? "",
      status: event,
      errorCode: status,
    },
  });

/** The receipt that an event of SendGrid's holds; none for mail of another system or another project. */
export const readMailEvent =
  (key: string, project: ProjectReference, now: Date) =>
  (event: unknown): E.Either<Forged, MailReceipt> =>
    pipe(
      event,
      decodeOr(MailEvent, forged),
      E.chain((told) =>
        pipe(
          openReference(AttemptReference)(key, told.ref ?? ""),
          E.filterOrElse(isAbout(project, now), forged),
          E.map(mailReceipt(told)),
        ),
      ),
    );
