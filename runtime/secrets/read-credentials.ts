import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { Channel } from "../request/channel";
import { type CarrierCredentials, SendGridCredentials, SmsCredentials, TwilioCredentials } from "./carrier-credentials";
import { readSecret } from "./read-secret";

type Read = RTE.ReaderTaskEither<HasSecrets, SecretMissing, CarrierCredentials>;

const readers: Readonly<Record<Channel, (name: string) => Read>> = {
  whatsapp: (name) =>
    pipe(
      readSecret(name, TwilioCredentials),
      RTE.map((fields) => ({ ...fields, _tag: "Twilio" })),
    ),
  sms: (name) =>
    pipe(
      readSecret(name, SmsCredentials),
      RTE.map((fields) => ({ ...fields, _tag: "Twilio" })),
    ),
  email: (name) =>
    pipe(
      readSecret(name, SendGridCredentials),
      RTE.map((fields) => ({ ...fields, _tag: "SendGrid" })),
    ),
};

/** The carrier's credentials of one channel. */
export const readCredentials = (channel: Channel, name: string): Read => readers[channel](name);
