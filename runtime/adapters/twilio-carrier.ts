import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import RestException from "twilio/lib/base/RestException";
import TwilioServiceException from "twilio/lib/base/TwilioServiceException";
import type { MessageInstance, MessageListInstanceCreateOptions } from "twilio/lib/rest/api/v2010/account/message";
import { BODY } from "../assistant/expected-variables";
import type { Accepted, CarrierError, Outbound } from "../ports/carrier";
import type { Clock } from "../ports/clock";
import type { SmsCredentials } from "../secrets/carrier-credentials";
import type { HttpAnswer } from "./http-once";
import { retryAfterSeconds } from "./retry-after";
import { fromFailure, fromRefusal, outcomeUnknown } from "./to-carrier-error";
import { twilioMessages } from "./twilio-messages";

export type TwilioOptions = {
  readonly twilioUrl: string;
  /** Prefix of both addresses: `whatsapp:`, or none for SMS. */
  readonly addressPrefix: string;
  readonly clock: Clock;
};

/** Without the fragment Twilio hardly retries a callback ("Webhook connection overrides": five times, on any failure). */
const RETRIES = "#rc=5&rp=all";

const callbackOf = ({ receipts: { url, reference } }: Outbound): string => `${url}/twilio/${reference}${RETRIES}`;

const content = (
  { twilio_template_sid }: SmsCredentials,
  { variables }: Outbound,
): Partial<MessageListInstanceCreateOptions> =>
  twilio_template_sid === undefined
    ? { body: variables[BODY] ?? "" }
    : { contentSid: twilio_template_sid, contentVariables: JSON.stringify(variables) };

/** An answer of success that names no message leaves open what became of it. */
const accepted = ({ sid, status, body }: MessageInstance): E.Either<CarrierError, Accepted> =>
  typeof sid === "string" && sid !== ""
    ? E.right({ messageId: sid, deliveryStatus: status, text: body || undefined })
    : E.left(outcomeUnknown("the carrier's answer names no message"));

/** The SDK has two exceptions for answers, by the form of their body; both tell the code. */
const isAnswerException = (error: unknown): error is RestException | TwilioServiceException =>
  error instanceof RestException || error instanceof TwilioServiceException;

/** A 5xx of Twilio leaves open whether the message was taken. */
const toCarrierError =
  (clock: Clock, lastAnswer: () => HttpAnswer | undefined) =>
  (error: unknown): CarrierError => {
    if (!isAnswerException(error)) return fromFailure(error);
    const answer = lastAnswer();
    const status = answer?.status ?? error.status;
    const code = error.code ?? status;
    const retryAfter = retryAfterSeconds(answer?.headers["retry-after"], clock.now());
    return (
      fromRefusal({ status, code: String(code), retryAfterSeconds: retryAfter }) ??
      outcomeUnknown(`the carrier answered ${status}`)
    );
  };

/** Sends through Twilio's Messages API; a template's variables as JSON, or the text itself. */
export const sendByTwilio =
  ({ twilioUrl, addressPrefix, clock }: TwilioOptions) =>
  (credentials: SmsCredentials, message: Outbound): TE.TaskEither<CarrierError, Accepted> => {
    let answer: HttpAnswer | undefined;
    const onAnswer = (latest: HttpAnswer): void => {
      answer = latest;
    };
    const messages = twilioMessages({ twilioUrl, credentials, timeoutMs: message.timeoutMs, onAnswer });
    return pipe(
      TE.tryCatch(
        () =>
          messages.create({
            from: `${addressPrefix}${message.from}`,
            to: `${addressPrefix}${message.to}`,
            statusCallback: callbackOf(message),
            ...content(credentials, message),
          }),
        toCarrierError(clock, () => answer),
      ),
      TE.chainEitherK(accepted),
    );
  };
