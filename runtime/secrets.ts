import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type * as t from "io-ts";
import { decodeOr, parseJson } from "./codec/json";
import {
  AssistantKey,
  type CarrierCredentials,
  type ChannelSetup,
  SendGridCredentials,
  SmsCredentials,
  TwilioCredentials,
} from "./company/channel-setup";
import type { HasSecrets, SecretMissing } from "./ports/secrets";
import type { Channel } from "./request/request";
import type { Step } from "./step";

const unusable = (name: string, reason: string): SecretMissing => ({
  _tag: "SecretMissing",
  reason: `secret ${name}: ${reason}`,
});

/** A secret's fields; the reason of a failure names the secret and its fields, never a value. */
export const readSecret =
  <A>(name: string, codec: t.Decoder<unknown, A>): Step<HasSecrets, SecretMissing, A> =>
  ({ secrets }) =>
    pipe(
      secrets.get(name),
      TE.chainEitherK(parseJson(() => unusable(name, "not JSON"))),
      TE.chainEitherK(decodeOr(codec, (places) => unusable(name, places))),
    );

const twilio =
  (
    codec: t.Decoder<unknown, SmsCredentials>,
  ): ((name: string) => Step<HasSecrets, SecretMissing, CarrierCredentials>) =>
  (name) =>
    pipe(
      readSecret(name, codec),
      RTE.map((fields) => ({ ...fields, _tag: "Twilio" })),
    );

const readers: Readonly<Record<Channel, (name: string) => Step<HasSecrets, SecretMissing, CarrierCredentials>>> = {
  whatsapp: twilio(TwilioCredentials),
  sms: twilio(SmsCredentials),
  email: (name) =>
    pipe(
      readSecret(name, SendGridCredentials),
      RTE.map((fields) => ({ ...fields, _tag: "SendGrid" })),
    ),
};

/** The carrier's credentials of one channel. */
export const readCredentials = (channel: Channel, name: string): Step<HasSecrets, SecretMissing, CarrierCredentials> =>
  readers[channel](name);

/** The same as they stand now, where those that are remembered do not fit. */
export const readLatestCredentials = (
  channel: Channel,
  name: string,
): Step<HasSecrets, SecretMissing, CarrierCredentials> =>
  pipe(
    readCredentials(channel, name),
    RTE.local(({ secrets }) => ({ secrets: { ...secrets, get: secrets.getLatest } })),
  );

/** Two senders that differ would leave one of them in the record and the other in the mail. */
export const requireSender =
  (name: string, sender: string) =>
  (credentials: CarrierCredentials): E.Either<SecretMissing, CarrierCredentials> =>
    credentials._tag === "SendGrid" && credentials.sendgrid_from_email.toLowerCase() !== sender.toLowerCase()
      ? E.left(unusable(name, "sendgrid_from_email must be the email channel's sender, as the project has it"))
      : E.right(credentials);

/** The credentials that a setup names; a simulated carrier needs none. */
export const credentialsFor = (
  channel: Channel,
  { simulate, credentialsName, sender }: ChannelSetup,
): Step<HasSecrets, SecretMissing, CarrierCredentials> =>
  simulate
    ? RTE.right({ _tag: "Simulated" })
    : pipe(readCredentials(channel, credentialsName), RTE.chainEitherK(requireSender(credentialsName, sender)));

type ProjectSecrets = { readonly credentials: CarrierCredentials; readonly assistantKey: string };

/** What it takes to write a message and to send it. */
export const readProjectSecrets = (
  channel: Channel,
  setup: ChannelSetup,
): Step<HasSecrets, SecretMissing, ProjectSecrets> =>
  pipe(
    credentialsFor(channel, setup),
    RTE.bindTo("credentials"),
    RTE.bind("assistant", () => readSecret(setup.assistantKeyName, AssistantKey)),
    RTE.map(({ credentials, assistant }) => ({ credentials, assistantKey: assistant.ai_api_key })),
  );
