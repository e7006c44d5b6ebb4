import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { JsonObject } from "../codec/json-object";
import { CompanyRecord } from "../company/company-record";
import type { Channel } from "../request/channel";

/** Characters that a channel carries: WhatsApp's template body, Twilio's SMS, and a sensible email. */
const channelLimit: Readonly<Record<Channel, number>> = { whatsapp: 1_024, sms: 1_600, email: 10_000 };

/** The longest message of a project on a channel, in characters. */
export const longestMessage = (company: JsonObject, channel: Channel): number =>
  pipe(
    CompanyRecord.decode(company),
    E.match(
      () => channelLimit[channel],
      ({ rate_limits }) => Math.min(rate_limits?.max_message_length ?? Infinity, channelLimit[channel]),
    ),
  );
