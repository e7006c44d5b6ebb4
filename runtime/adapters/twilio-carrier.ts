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

export type TwilioCarrierOptions = {
  readonly twilioUrl: string;
  /** Prefix of both addresses: `whatsapp:`, or none for SMS. */
  readonly addressPrefix: string;
  readonly clock: Clock;
};

const content = (
  { twilio_template_sid }: SmsCredentials,
  { variables }: Outbound,
): Partial<MessageListInstanceCreateOptions> =>
  twilio_template_sid === undefined
    ? { body: variables[BODY] ?? "" }
    : { contentSid: twilio_template_sid, contentVariables: JSON.stringify(variables) };

const accepted = ({ sid, status, body }: MessageInstance): Accepted => ({
  messageId: sid,
  deliveryStatus: status,
  text: body || undefined,
});

/** The SDK has two exceptions for answers, by the form of their body; both tell status and code. */
const isAnswerException = (error: unknown): error is RestException | TwilioServiceException =>
  error instanceof RestException || error instanceof TwilioServiceException;

/** A 5xx of Twilio leaves open whether the message was taken. */
const toCarrierError =
  (clock: Clock, lastAnswer: () => HttpAnswer | undefined) =>
  (error: unknown): CarrierError => {
    if (!isAnswerException(error)) return fromFailure(error);
    const { status, code } = error;
    const retryAfter = retryAfterSeconds(lastAnswer()?.headers["retry-after"], clock.now());
    return (
      fromRefusal({ status, code: String(code ?? status), retryAfterSeconds: retryAfter }) ??
      outcomeUnknown(`the carrier answered ${status}`)
    );
  };

/** Sends through Twilio's Messages API; a template's variables as JSON, or the text itself. */
export const sendByTwilio =
  ({ twilioUrl, addressPrefix, clock }: TwilioCarrierOptions) =>
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
            ...content(credentials, message),
          }),
        toCarrierError(clock, () => answer),
      ),
      TE.map(accepted),
    );
  };
