import * as TE from "fp-ts/TaskEither";
import type { Carrier, CarrierError, CarrierSilent } from "../ports/carrier";
import type { Clock } from "../ports/clock";
import type { Channel } from "../request/channel";
import { rememberedTemplates } from "./remembered-templates";
import { sendBySendGrid } from "./sendgrid-carrier";
import { simulatedCarrier } from "./simulated-carrier";
import { sendByTwilio } from "./twilio-carrier";
import { listByTwilio } from "./twilio-listing";
import { templateByTwilio } from "./twilio-template";

export type CarrierUrls = { readonly twilioUrl: string; readonly sendgridUrl: string };

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
    list: () => TE.right(undefined),
    templateVariables: () => TE.right(undefined),
  };
};

/** The simulated carrier stands in for projects that ask for it, by their credentials. */
const withSimulation = (carrier: Carrier, simulated: Carrier): Carrier => ({
  send: (credentials, message) => (credentials._tag === "Simulated" ? simulated : carrier).send(credentials, message),
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
