import { createPublicKey, verify } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as RNEA from "fp-ts/ReadonlyNonEmptyArray";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import type { CarrierCredentials } from "../company/channel-setup";
import type { ConversationKey } from "../conversation/conversation";
import {
  AttemptReference,
  type Forged,
  forged,
  keyOf,
  openReference,
  ProjectReference,
} from "../conversation/reference";
import type { Step } from "../step";
import { projectCredentials, type ReceiptFailure, type ReceiptRequest, type ReceiptsEnv } from "./receipt-request";
import { type Receipt, type RecordEnv, recordReceipt, type Unrecorded } from "./record-receipt";

type SignedEvents = { readonly signature: string; readonly timestamp: string; readonly body: string };

/** Whether SendGrid signed the events: ECDSA over timestamp and raw body ("Event Webhook security features"); the key is base64 DER. */
export const isSendGridSignature = (publicKey: string, { signature, timestamp, body }: SignedEvents): boolean =>
  pipe(
    E.tryCatch(
      () =>
        verify(
          "sha256",
          Buffer.from(`${timestamp}${body}`),
          createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
          Buffer.from(signature, "base64"),
        ),
      () => false,
    ),
    E.getOrElse((refused) => refused),
  );

/** What is read of an event; `ref` is our own custom argument. */
const MailEvent = t.intersection([
  t.type({ event: t.string }),
  t.partial({ ref: t.string, sg_message_id: t.string, status: t.string }),
]);
type MailEvent = t.TypeOf<typeof MailEvent>;

type MailReceipt = { readonly key: ConversationKey; readonly receipt: Receipt };

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
const readMailEvent =
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

/** Receipts of one conversation, one after the other. */
const inTurn =
  (env: RecordEnv) =>
  (receipts: readonly MailReceipt[]): T.Task<readonly E.Either<Unrecorded, void>[]> =>
    pipe(
      receipts,
      T.traverseSeqArray(({ key, receipt }) => recordReceipt(key, receipt)(env)),
    );

/** Applies every receipt, conversations side by side; one that could not be applied costs the others nothing, but the carrier posts all again. */
export const recordReceipts =
  (receipts: readonly MailReceipt[]): Step<RecordEnv, Unrecorded, void> =>
  (env) =>
    pipe(
      Object.values(RNEA.groupBy(({ key }: MailReceipt) => JSON.stringify(key))(receipts)),
      T.traverseArray(inTurn(env)),
      T.map((results) => pipe(E.sequenceArray(results.flat()), E.asUnit)),
    );

/** Seconds by which a batch's timestamp may lie back, and ahead of our clock. */
const OLDEST_SECONDS = 600;
const CLOCK_SKEW_SECONDS = 60;

const receiptKey: Step<ReceiptsEnv, ReceiptFailure, string> = ({ secrets, settings }) =>
  secrets.get(settings.receiptKeyName);

const isTimely = (timestamp: string, now: Date): boolean => {
  const age = now.getTime() / 1000 - Number(timestamp);
  return /^\d{1,12}$/.test(timestamp) && age <= OLDEST_SECONDS && age >= -CLOCK_SKEW_SECONDS;
};

const isGenuine = ({ headers, body }: ReceiptRequest, credentials: CarrierCredentials, now: Date): boolean => {
  const timestamp = headers["x-twilio-email-event-webhook-timestamp"] ?? "";
  const signature = headers["x-twilio-email-event-webhook-signature"] ?? "";
  return (
    credentials._tag === "SendGrid" &&
    credentials.sendgrid_webhook_public_key !== undefined &&
    isTimely(timestamp, now) &&
    isSendGridSignature(credentials.sendgrid_webhook_public_key, { signature, timestamp, body })
  );
};

const requireGenuine =
  (request: ReceiptRequest) =>
  (credentials: CarrierCredentials): Step<ReceiptsEnv, Forged, CarrierCredentials> =>
  ({ clock }) =>
    pipe(
      credentials,
      TE.fromPredicate((given) => isGenuine(request, given, clock.now()), forged),
    );

const events = ({ body }: ReceiptRequest): E.Either<Forged, readonly unknown[]> =>
  pipe(body, parseJson(forged), E.chain(decodeOr(t.readonlyArray(t.unknown), forged)));

/** What is no receipt of the project's own mail is passed over. */
const receipts =
  (
    key: string,
    project: ProjectReference,
    batch: readonly unknown[],
  ): Step<ReceiptsEnv, ReceiptFailure, readonly MailReceipt[]> =>
  ({ clock }) =>
    TE.fromIO(() => pipe(batch, RA.filterMap(O.fromEitherK(readMailEvent(key, project, clock.now())))));

/** Takes a batch of SendGrid's events, whose address names the project and whose events name the attempts. */
export const receiveSendGrid = (request: ReceiptRequest): Step<ReceiptsEnv, ReceiptFailure, void> =>
  pipe(
    receiptKey,
    RTE.bindTo("key"),
    RTE.bindW("project", ({ key }) => RTE.fromEither(openReference(ProjectReference)(key, request.ref))),
    RTE.chainFirstW(({ project }) => pipe(projectCredentials(project, "email"), RTE.chainW(requireGenuine(request)))),
    RTE.bindW("batch", () => RTE.fromEither(events(request))),
    RTE.chainW(({ key, project, batch }) => receipts(key, project, batch)),
    RTE.chainW(recordReceipts),
  );
