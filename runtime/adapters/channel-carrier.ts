import * as TE from "fp-ts/TaskEither";
import type { Carrier, CarrierError } from "../ports/carrier";
import type { Clock } from "../ports/clock";
import type { ProcessorSettings } from "../processor/processor-settings";
import { sendBySendGrid } from "./sendgrid-carrier";
import { sendByTwilio } from "./twilio-carrier";

const wrongCarrier: CarrierError = { _tag: "CarrierUnauthorised", reason: "the secret belongs to another carrier" };

/** The carrier of a processor's channel. */
export const channelCarrier = ({ channel, twilioUrl, sendgridUrl }: ProcessorSettings, clock: Clock): Carrier => {
  const byTwilio = sendByTwilio({ twilioUrl, clock, addressPrefix: channel === "whatsapp" ? "whatsapp:" : "" });
  const bySendGrid = sendBySendGrid({ sendgridUrl, clock });
  return {
    send: (credentials, message) => {
      switch (channel) {
        case "whatsapp":
        case "sms":
          return credentials._tag === "Twilio" ? byTwilio(credentials, message) : TE.left(wrongCarrier);
        case "email":
          return credentials._tag === "SendGrid" ? bySendGrid(credentials, message) : TE.left(wrongCarrier);
      }
    },
  };
};
