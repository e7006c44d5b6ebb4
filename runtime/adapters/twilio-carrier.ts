import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Client, RequestOpts } from "twilio/lib/base/BaseTwilio";
import Domain from "twilio/lib/base/Domain";
import Version from "twilio/lib/base/Version";
import {
  type MessageInstance,
  MessageListInstance,
  type MessageListInstanceCreateOptions,
} from "twilio/lib/rest/api/v2010/account/message";
import { BODY, type SmsCredentials } from "../company/channel-setup";
import type { Accepted } from "../conversation/conversation";
import type { CarrierError, Outbound } from "../ports/carrier";
import type { Clock } from "../ports/time-and-chance";
import { fromFailure, outcomeUnknown, twilioRefusal } from "./carrier-errors";
import { type HttpAnswer, httpOnce } from "./http-once";

type Options = {
  readonly twilioUrl: string;
  readonly credentials: SmsCredentials;
  readonly timeoutMs: number;
  /** Hears of every complete answer, whose headers the SDK does not pass on. */
  readonly onAnswer: (answer: HttpAnswer) => void;
};

const formBody = (data: object): string => new URLSearchParams(Object.entries(data)).toString();

export const basicAuth = ({ twilio_account_sid, twilio_auth_token }: SmsCredentials): string =>
  `Basic ${Buffer.from(`${twilio_account_sid}:${twilio_auth_token}`).toString("base64")}`;

const withQuery = (uri: string, params: object | undefined): string =>
  params === undefined ? uri : `${uri}?${formBody(params)}`;

const requester =
  ({ credentials, timeoutMs, onAnswer }: Options) =>
  async ({
    method = "get",
    uri = "",
    headers = {},
    params,
    data,
  }: RequestOpts): Promise<{ readonly statusCode: number; readonly body: string }> => {
    const result = await httpOnce({
      method: method.toUpperCase(),
      url: withQuery(uri, params),
      headers: { ...(headers as Record<string, string>), Authorization: basicAuth(credentials) },
      body: data === undefined ? "" : formBody(data),
      timeoutMs,
    })();
    if (E.isLeft(result)) throw result.left;
    onAnswer(result.right);
    return { statusCode: result.right.status, body: result.right.body };
  };

/**
 * Twilio's message resource over our own transport. The SDK's whole client would bring every product of Twilio and a
 * transport that cannot say whether a failed request had been written.
 */
export const twilioMessages = (options: Options): ReturnType<typeof MessageListInstance> => {
  const client = { request: requester(options) } as unknown as Client;
  const version = new Version(new Domain(client, options.twilioUrl), "2010-04-01");
  return MessageListInstance(
    version as Parameters<typeof MessageListInstance>[0],
    options.credentials.twilio_account_sid,
  );
};

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

/** Twilio's code of a message that failed at once, or by the time that it is listed. */
export const codeOf = (errorCode: unknown): string | undefined =>
  typeof errorCode === "number" ? String(errorCode) : undefined;

/** An answer of success that names no message leaves open what became of it. */
const accepted = ({ sid, status, body, errorCode }: MessageInstance): E.Either<CarrierError, Accepted> =>
  typeof sid === "string" && sid !== ""
    ? E.right({ messageId: sid, deliveryStatus: status, text: body || undefined, errorCode: codeOf(errorCode) })
    : E.left(outcomeUnknown("the carrier's answer names no message"));

/** The SDK throws of an answer that is none of success, and of one that it cannot read: the answer itself says which. */
const toCarrierError =
  (clock: Clock, lastAnswer: () => HttpAnswer | undefined) =>
  (error: unknown): CarrierError => {
    const answer = lastAnswer();
    return answer === undefined || answer.status < 300 ? fromFailure(error) : twilioRefusal(answer, clock.now());
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
