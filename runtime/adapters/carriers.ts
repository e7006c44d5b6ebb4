import { createHash } from "node:crypto";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Log, LogEvent } from "../log/log";
import type { Carrier, CarrierError, CarrierSilent } from "../ports/carrier";
import type { Clock, Stopwatch } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import { sendBySendGrid } from "./sendgrid-carrier";
import { sendByTwilio } from "./twilio-carrier";
import { listByTwilio, rememberedTemplates, templateByTwilio } from "./twilio-lookup";

/** One id for one attempt, so that an attempt that was interrupted is found again. */
const messageIdOf = (attemptId: string): string =>
  `SIM${createHash("sha256").update(attemptId).digest("hex").slice(0, 32)}`;

const delivered = (attemptId: string) => ({
  messageId: messageIdOf(attemptId),
  deliveryStatus: "delivered",
  text: undefined,
});

/** Takes every message and delivers it at once, to nobody. */
export const simulatedCarrier = (clock: Clock): Carrier => ({
  send: (_, { attemptId }) => TE.right(delivered(attemptId)),
  keepsList: true,
  list: (_, { attemptId }) => TE.right([{ ...delivered(attemptId), createdAt: clock.now(), attemptId }]),
  templateVariables: () => TE.right(undefined),
});

type CarrierLogOptions = { readonly log: Log; readonly stopwatch: Stopwatch; readonly channel: Channel };

/** The same carrier, with a log line for each message handed to it: how long that took and what became of it. */
export const withCarrierLog = (carrier: Carrier, { log, stopwatch, channel }: CarrierLogOptions): Carrier => ({
  ...carrier,
  send: (credentials, message) => () => {
    const elapsed = stopwatch();
    const event = (status: string): LogEvent => ({
      event: "carrier_called",
      conversation_id: message.conversationId,
      attempt_id: message.attemptId,
      channel,
      status,
      duration_ms: elapsed(),
    });
    return pipe(
      carrier.send(credentials, message),
      TE.tapIO(
        ({ messageId }) =>
          () =>
            log.info({ ...event("Accepted"), message_id: messageId })(),
      ),
      TE.tapError(({ _tag }) => TE.fromIO(() => log.info(event(_tag))())),
    )();
  },
});

type CarrierUrls = { readonly twilioUrl: string; readonly sendgridUrl: string };

const REASON = "the secret belongs to another carrier";
const wrongCarrier: CarrierError = { _tag: "CarrierUnauthorised", reason: REASON };
const wrongSecret: CarrierSilent = { _tag: "CarrierSilent", reason: REASON };

const twilio = ({ twilioUrl }: CarrierUrls, addressPrefix: string, clock: Clock): Carrier => {
  const options = { twilioUrl, addressPrefix, clock };
  const send = sendByTwilio(options);
  const list = listByTwilio(options);
  const templateVariables = rememberedTemplates(templateByTwilio(twilioUrl), clock);
  return {
    send: (credentials, message) =>
      credentials._tag === "Twilio" ? send(credentials, message) : TE.left(wrongCarrier),
    keepsList: true,
    list: (credentials, inquiry) => (credentials._tag === "Twilio" ? list(credentials, inquiry) : TE.left(wrongSecret)),
    templateVariables: (credentials, timeoutMs) =>
      credentials._tag === "Twilio" ? templateVariables(credentials, timeoutMs) : TE.left(wrongSecret),
  };
};

/** SendGrid lists messages only with a paid add-on, and does not tell a dynamic template's variables. */
const sendgrid = ({ sendgridUrl }: CarrierUrls, clock: Clock): Carrier => {
  const send = sendBySendGrid({ sendgridUrl, clock });
  return {
    send: (credentials, message) =>
      credentials._tag === "SendGrid" ? send(credentials, message) : TE.left(wrongCarrier),
    keepsList: false,
    list: () => TE.right(undefined),
    templateVariables: () => TE.right(undefined),
  };
};

/** The simulated carrier stands in for projects that ask for it, by their credentials. */
const withSimulation = (carrier: Carrier, simulated: Carrier): Carrier => ({
  send: (credentials, message) => (credentials._tag === "Simulated" ? simulated : carrier).send(credentials, message),
  keepsList: carrier.keepsList,
  list: (credentials, inquiry) => (credentials._tag === "Simulated" ? simulated : carrier).list(credentials, inquiry),
  templateVariables: (credentials, timeoutMs) =>
    (credentials._tag === "Simulated" ? simulated : carrier).templateVariables(credentials, timeoutMs),
});

/** The carrier of every channel. */
export const carriers = (urls: CarrierUrls, clock: Clock): Readonly<Record<Channel, Carrier>> => {
  const simulated = simulatedCarrier(clock);
  return {
    whatsapp: withSimulation(twilio(urls, "whatsapp:", clock), simulated),
    sms: withSimulation(twilio(urls, "", clock), simulated),
    email: withSimulation(sendgrid(urls, clock), simulated),
  };
};
