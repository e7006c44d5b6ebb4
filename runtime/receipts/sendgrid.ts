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
import { requireGenuine } from "./posted-request";
import {
  type Named,
  named,
  passedOver,
  type ReceiptFailure,
  type ReceiptRequest,
  type ReceiptsEnv,
} from "./receipt-request";
import { type Receipt, type RecordEnv, recordReceipt, type Unrecorded } from "./record-receipt";
import { isSigned, timelyStamp } from "./sendgrid-signature";

/** What is read of an event; `ref` is our own custom argument. Beside the event's kind nothing has to be there, or to be text. */
const MailEvent = t.intersection([
  t.type({ event: t.string }),
  t.partial({ ref: t.unknown, sg_message_id: t.unknown, status: t.unknown, reason: t.unknown, timestamp: t.unknown }),
]);
type MailEvent = t.TypeOf<typeof MailEvent>;

const textOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? `${value}` : "");

type MailReceipt = { readonly key: ConversationKey; readonly receipt: Receipt };
type Told = { readonly opened: AttemptReference; readonly receipt: Receipt };

const isAbout =
  ({ company_id, project_id }: ProjectReference, now: Date) =>
  (opened: AttemptReference): boolean =>
    opened.company_id === company_id &&
    opened.project_id === project_id &&
    opened.channel === "email" &&
    opened.expires > now.toISOString();

/** Why SendGrid did not even try ("Event Webhook Reference", dropped); other reasons quote servers and addresses. */
const DROPPED_FOR = ["Bounced Address", "Unsubscribed Address", "Spam Reporting Address", "Invalid", "Spam Content"];

/** The code of the receiving server, or what SendGrid itself has against the address. */
const errorCodeOf = ({ event, status, reason }: MailEvent): string | undefined =>
  DROPPED_FOR.find((known) => event === "dropped" && textOf(reason).startsWith(known)) ?? (textOf(status) || undefined);

/** SendGrid's message id is the id that its answer gave, and after a dot where the message went. */
const toldOf =
  (told: MailEvent) =>
  (opened: AttemptReference): Told => ({
    opened,
    receipt: {
      attemptId: opened.attempt_id,
      messageId: textOf(told.sg_message_id).split(".")[0] ?? "",
      status: told.event,
      errorCode: errorCodeOf(told),
      toldAt: textOf(told.timestamp) || undefined,
    },
  });

/** The receipt that an event of SendGrid's holds; none for mail of another system or another project. */
const readMailEvent =
  (key: string, project: ProjectReference, now: Date) =>
  (event: unknown): E.Either<Forged, Told> =>
    pipe(
      event,
      decodeOr(MailEvent, forged),
      E.chain((told) =>
        pipe(
          openReference(AttemptReference)(key, textOf(told.ref)),
          E.filterOrElse(isAbout(project, now), forged),
          E.map(toldOf(told)),
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

/** Seconds by which a batch's timestamp may lie back. */
const OLDEST_SECONDS = 600;

const receiptKey: Step<ReceiptsEnv, ReceiptFailure, string> = ({ secrets, settings }) =>
  secrets.get(settings.receiptKeyName);

/** Refuses a stale batch before anything is read. */
const timely =
  (request: ReceiptRequest): Step<ReceiptsEnv, Forged, string> =>
  ({ clock }) =>
    TE.fromNullable(forged())(timelyStamp(request, clock.now(), OLDEST_SECONDS));

const isGenuine =
  (request: ReceiptRequest, timestamp: string) =>
  (credentials: CarrierCredentials): boolean =>
    credentials._tag === "SendGrid" &&
    credentials.sendgrid_webhook_public_key !== undefined &&
    isSigned(request, timestamp, request.body, credentials.sendgrid_webhook_public_key);

const events = ({ body }: ReceiptRequest): E.Either<Forged, readonly unknown[]> =>
  pipe(body, parseJson(forged), E.chain(decodeOr(t.readonlyArray(t.unknown), forged)));

type Batch = { readonly key: string; readonly project: ProjectReference; readonly batch: readonly unknown[] };

/** What is no receipt of the project's own mail is passed over. */
const ofProject = ({ key, project, batch }: Batch): Step<ReceiptsEnv, never, readonly Told[]> =>
  pipe(
    RTE.asks(({ clock }: ReceiptsEnv) =>
      pipe(batch, RA.filterMap(O.fromEitherK(readMailEvent(key, project, clock.now())))),
    ),
    RTE.chainFirstReaderIOKW((ours) => passedOver(batch.length - ours.length, "of another system, or stale")),
  );

type Found = Told & Named;

/** With the record of each, each record read once. */
const withRecords = (told: readonly Told[]): Step<ReceiptsEnv, Unrecorded | Forged, readonly Found[]> =>
  pipe(
    Object.values(RNEA.groupBy(({ opened }: Told) => JSON.stringify(keyOf(opened)))(told)),
    RTE.traverseArray((same) =>
      pipe(
        named(RNEA.head(same).opened),
        RTE.map(
          O.match(
            () => [],
            (found) => same.map((one) => ({ ...one, ...found })),
          ),
        ),
      ),
    ),
    RTE.map((found) => found.flat()),
    RTE.chainFirstReaderIOKW((found) => passedOver(told.length - found.length, "without a record")),
  );

/** Records what one secret confirms. */
const recordConfirmed =
  (request: ReceiptRequest, timestamp: string) =>
  (found: RNEA.ReadonlyNonEmptyArray<Found>): Step<ReceiptsEnv, ReceiptFailure, void> =>
    pipe(
      requireGenuine("email", RNEA.head(found).credentialsName, isGenuine(request, timestamp)),
      RTE.chainW(() => recordReceipts(found.map(({ opened, receipt }) => ({ key: keyOf(opened), receipt })))),
    );

/** A secret that refutes the batch counts if none confirms it: others than the project's present one may be named by older records. */
const together = (results: readonly E.Either<ReceiptFailure, void>[]): E.Either<ReceiptFailure, void> => {
  const failures = results.filter(E.isLeft);
  const counts = failures.length === results.length ? failures : failures.filter(({ left }) => left._tag !== "Forged");
  return counts[0] ?? E.right(undefined);
};

/** Secret by secret, so that one which is gone or cannot be read costs the others nothing. */
const recordFound =
  (request: ReceiptRequest, timestamp: string, found: readonly Found[]): Step<ReceiptsEnv, ReceiptFailure, void> =>
  (env) =>
    pipe(
      Object.values(RNEA.groupBy(({ credentialsName }: Found) => credentialsName)(found)),
      T.traverseArray((same) => recordConfirmed(request, timestamp)(same)(env)),
      T.map(together),
    );

/** Takes a batch of SendGrid's events, whose address names the project and whose events name the attempts. */
export const receiveSendGrid = (request: ReceiptRequest): Step<ReceiptsEnv, ReceiptFailure, void> =>
  pipe(
    timely(request),
    RTE.bindTo("timestamp"),
    RTE.bindW("key", () => receiptKey),
    RTE.bindW("project", ({ key }) => RTE.fromEither(openReference(ProjectReference)(key, request.ref))),
    RTE.bindW("batch", () => RTE.fromEither(events(request))),
    RTE.bindW("found", (batch) => pipe(ofProject(batch), RTE.chainW(withRecords))),
    RTE.chainW(({ found, timestamp }) => recordFound(request, timestamp, found)),
  );
