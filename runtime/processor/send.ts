import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { isoAfter } from "../conversation/lease";
import type { NotSent, Outbound } from "../ports/carrier";
import { sealReference } from "../receipts/reference";
import type { ProcessorEnv, Step } from "./processor-env";
import type { Setback } from "./setback";
import type { Committed, Sent } from "./stages";
import { timeFor } from "./time-for";

/** Days for which a carrier's receipts are taken. */
const RECEIPT_DAYS = 35;
const SECONDS_PER_DAY = 86_400;

const referenceOf = ({ context, key, attemptId, receiptKey, claimedAt }: Committed): string =>
  sealReference(receiptKey, {
    ...context.frontend_payload.company_data,
    ...key,
    channel: context.frontend_payload.request_data.channel_method,
    attempt_id: attemptId,
    expires: isoAfter(claimedAt, RECEIPT_DAYS * SECONDS_PER_DAY),
  });

const outbound = (committed: Committed, timeoutMs: number, receiptsUrl: string): Outbound => ({
  from: committed.setup.sender,
  to: committed.key.primary_channel,
  variables: committed.draft.variables,
  subject: committed.setup.subject,
  fromName: committed.setup.fromName,
  unsubscribeUrl: committed.setup.unsubscribeUrl,
  conversationId: committed.key.conversation_id,
  attemptId: committed.attemptId,
  receipts: { url: receiptsUrl, reference: referenceOf(committed) },
  timeoutMs,
});

/** Time ran out after the commit: the call was not begun, so nothing was sent. */
const notBegun = (): NotSent => ({ _tag: "NotSent", reason: "no time left to send", retryAfterSeconds: undefined });

/** Hands the message to the carrier, once. */
export const send = (committed: Committed): Step<ProcessorEnv, Setback, Sent> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, committed),
    RTE.mapLeft(notBegun),
    RTE.chainW(
      (timeoutMs) =>
        ({ carrier, receiptsUrl }: ProcessorEnv) =>
          carrier.send(committed.credentials, outbound(committed, timeoutMs, receiptsUrl)),
    ),
    RTE.map((accepted) => ({ ...committed, accepted })),
  );
