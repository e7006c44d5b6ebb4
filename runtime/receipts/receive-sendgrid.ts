import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as RA from "fp-ts/ReadonlyArray";
import * as TE from "fp-ts/TaskEither";
import * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import type { CarrierCredentials } from "../secrets/carrier-credentials";
import { readReceiptKey } from "../secrets/receipt-key";
import { projectCredentials } from "./project-credentials";
import { type MailReceipt, readMailEvent } from "./read-mail-event";
import type { ReceiptFailure } from "./receipt-failure";
import type { ReceiptRequest } from "./receipt-request";
import type { ReceiptsEnv } from "./receipts-env";
import { recordReceipts } from "./record-receipts";
import { type Forged, openReference, ProjectReference } from "./reference";
import { isSendGridSignature } from "./sendgrid-signature";

type Receiving<A> = RTE.ReaderTaskEither<ReceiptsEnv, ReceiptFailure, A>;

/** Seconds by which a batch's timestamp may lie back, and ahead of our clock. */
const OLDEST_SECONDS = 600;
const CLOCK_SKEW_SECONDS = 60;

const forged = (): Forged => ({ _tag: "Forged" });

const receiptKey: Receiving<string> = RTE.asksReaderTaskEitherW(({ settings }: ReceiptsEnv) =>
  readReceiptKey(settings.receiptKeyName),
);

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

const events = ({ body }: ReceiptRequest): E.Either<Forged, readonly unknown[]> =>
  pipe(body, parseJson(forged), E.chain(decodeOr(t.readonlyArray(t.unknown), forged)));

/** What is no receipt of the project's own mail is passed over. */
const receipts =
  (key: string, project: ProjectReference, batch: readonly unknown[]): Receiving<readonly MailReceipt[]> =>
  ({ clock }) =>
    TE.fromIO(() => pipe(batch, RA.filterMap(O.fromEitherK(readMailEvent(key, project, clock.now())))));

/** Takes a batch of SendGrid's events, whose address names the project and whose events name the attempts. */
export const receiveSendGrid = (request: ReceiptRequest): Receiving<void> =>
  pipe(
    receiptKey,
    RTE.bindTo("key"),
    RTE.bindW("project", ({ key }) => RTE.fromEither(openReference(ProjectReference)(key, request.ref))),
    RTE.chainFirstW(({ project }) =>
      pipe(
        projectCredentials(project, "email"),
        RTE.chainW(
          (credentials) =>
            ({ clock }: ReceiptsEnv) =>
            async () =>
              isGenuine(request, credentials, clock.now()) ? E.right(undefined) : E.left(forged()),
        ),
      ),
    ),
    RTE.bindW("batch", () => RTE.fromEither(events(request))),
    RTE.chainW(({ key, project, batch }) => receipts(key, project, batch)),
    RTE.chainW(recordReceipts),
  );
