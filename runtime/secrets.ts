import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type * as t from "io-ts";
import { decodeOr, parseJson } from "./codec/json";
import {
  type CarrierCredentials,
  SendGridCredentials,
  SmsCredentials,
  TwilioCredentials,
} from "./company/channel-setup";
import type { HasSecrets, SecretMissing } from "./ports/secrets";
import type { Channel } from "./request/request";
import type { Step } from "./step";

const malformed = (name: string, reason: string): SecretMissing => ({
  _tag: "SecretMissing",
  reason: `secret ${name}: ${reason}`,
});

const decode =
  <A>(name: string, codec: t.Decoder<unknown, A>) =>
  (text: string): E.Either<SecretMissing, A> =>
    pipe(
      text,
      parseJson(() => malformed(name, "not JSON")),
      E.chain(decodeOr(codec, (places) => malformed(name, places))),
    );

/** A secret's fields; the reason of a failure names the secret and its fields, never a value. */
export const readSecret = <A>(name: string, codec: t.Decoder<unknown, A>): Step<HasSecrets, SecretMissing, A> =>
  pipe(
    RTE.asksReaderTaskEither(({ secrets }: HasSecrets) => RTE.fromTaskEither(secrets.get(name))),
    RTE.chainEitherK(decode(name, codec)),
  );

const readers: Readonly<Record<Channel, (name: string) => Step<HasSecrets, SecretMissing, CarrierCredentials>>> = {
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
export const readCredentials = (channel: Channel, name: string): Step<HasSecrets, SecretMissing, CarrierCredentials> =>
  readers[channel](name);

/** The secret that receipt references are sealed with; text as it is. */
export const readReceiptKey = (name: string): Step<HasSecrets, SecretMissing, string> =>
  pipe(
    RTE.asks(({ secrets }: HasSecrets) => secrets.get(name)),
    RTE.chainTaskEitherK((read) => read),
  );
