import { createPublicKey } from "node:crypto";
import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, isJsonObject, type JsonObject } from "../codec/json";
import type { Channel } from "../request/request";
import {
  Country,
  EmailAddress,
  MadeOneLine,
  MailDomain,
  NonEmptyText,
  OneLine,
  patternString,
  refinedString,
  Telephone,
} from "../request/text";

/** What a message is written from: the parts of a request and of the project's setup that a variable can be bound to. */
const ORIGINS = [
  "project_data",
  "recipient_data",
  "company_name",
  "project_name",
  "company_rep",
  "sender",
  "instructions",
] as const;
export type Origin = (typeof ORIGINS)[number];

/** One of the origins, or a field within one: project_data.viewing.link. A field of a list's items is named without their places. */
const Field = patternString(
  "a field such as project_data.link",
  new RegExp(`^(?:${ORIGINS.join("|")})(?:\\.[^.\\s]+)*$`),
);

const isSource = (input: unknown): input is Source =>
  input === "none" ||
  input === "data" ||
  (Array.isArray(input) && input.length > 0 && input.every((field) => Field.is(field)));

/** Where links, or numbers, of a variable may come from: nowhere, all that the message is written from, or some fields of it. */
export type Source = "none" | "data" | readonly string[];
export const Source: t.Type<Source, Source, unknown> = new t.Type(
  `none, data, or a list of fields below ${ORIGINS.join(", ")}`,
  isSource,
  (input, context) => (isSource(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);

/** A variable that says as well where its links and numbers may come from. */
export const BoundVariable = t.exact(
  t.intersection([t.type({ description: NonEmptyText }), t.partial({ links: Source, numbers: Source })]),
);

/** What belongs into a variable of a template. */
const ContentVariable = t.union([NonEmptyText, BoundVariable]);
export type ContentVariable = t.TypeOf<typeof ContentVariable>;

/** How the assistant writes for a project: which model, told what, filling which variables (name → what belongs there). */
export const AssistantDefinition = t.readonly(
  t.type({
    model: NonEmptyText,
    instructions: NonEmptyText,
    content_variables: t.record(t.string, ContentVariable),
  }),
);
export type AssistantDefinition = t.TypeOf<typeof AssistantDefinition>;

/** Whether a channel's assistant is still only an id of OpenAI's Assistants, which ended on 2026-08-26. */
export const refersToAssistantId = (config: unknown): boolean =>
  isJsonObject(config) &&
  config.template_sender === undefined &&
  typeof config.assistant_id_template_sender === "string";

/** What a project needs to write and send on one channel: its sender, its assistant, and the names of its secrets. */
export type ChannelSetup = {
  readonly sender: string;
  readonly credentialsName: string;
  readonly assistantKeyName: string;
  readonly assistant: AssistantDefinition;
  readonly subject: string | undefined;
  readonly fromName: string | undefined;
  /** Where one click unsubscribes (RFC 8058), if the project has such a page. */
  readonly unsubscribeUrl: string | undefined;
  /** The domain at which the project takes answers to its mail, if it has one. */
  readonly replyDomain: string | undefined;
  /** Nothing reaches a provider: for staging, demonstrations and smoke tests. */
  readonly simulate: boolean;
  /** The countries whose numbers it writes to, where the project names them. */
  readonly countries: readonly string[] | undefined;
};

/** A value of a company record, or which places of the record are wrong. */
export type Faulty<A> = E.Either<string, A>;

const places = (faults: string): string => faults;

/** What is made when it is asked for first, and then kept. */
const once = <A>(make: () => A): (() => A) => {
  let kept: { readonly made: A } | undefined;
  return () => {
    kept ??= { made: make() };
    return kept.made;
  };
};

const Simulation = t.partial({ simulate: t.boolean });
const Countries = t.partial({ countries: t.readonlyArray(Country) });
const WhatsApp = t.intersection([
  t.type({ company_whatsapp_number: Telephone, whatsapp_credentials_id: NonEmptyText }),
  Simulation,
  Countries,
]);
const Sms = t.intersection([
  t.type({ company_sms_number: Telephone, sms_credentials_id: NonEmptyText }),
  Simulation,
  Countries,
]);
const Email = t.intersection([
  t.type({ company_email: EmailAddress, email_credentials_id: NonEmptyText }),
  t.partial({
    default_subject_line: MadeOneLine,
    email_from_name: MadeOneLine,
    unsubscribe_url: t.string,
    reply_domain: MailDomain,
  }),
  Simulation,
]);

const decodeWhatsApp = decodeOr(t.type({ channel_config: t.type({ whatsapp: WhatsApp }) }), places);
const decodeSms = decodeOr(t.type({ channel_config: t.type({ sms: Sms }) }), places);
const decodeEmail = decodeOr(t.type({ channel_config: t.type({ email: Email }) }), places);

const decodeOpenAi = decodeOr(t.type({ ai_config: t.type({ openai_config: t.record(t.string, t.unknown) }) }), places);
const Assistant = t.type({ api_key_reference: NonEmptyText, template_sender: AssistantDefinition });
type Assistant = t.TypeOf<typeof Assistant>;
const decodeAssistant = decodeOr(Assistant, places);

const assistantFault = (channel: Channel, config: unknown, faults: string): string =>
  refersToAssistantId(config)
    ? `ai_config.openai_config.${channel} names an OpenAI Assistant id, which OpenAI no longer serves: put the model, instructions and content_variables into template_sender`
    : `ai_config.openai_config.${channel}: ${faults}`;

type Sender = Omit<ChannelSetup, "assistant" | "assistantKeyName">;
const textOnly = { subject: undefined, fromName: undefined, unsubscribeUrl: undefined, replyDomain: undefined };

const withAssistant = (sender: Faulty<Sender>, assistant: Faulty<Assistant>): Faulty<ChannelSetup> =>
  pipe(
    sequenceS(E.Apply)({ sender, assistant }),
    E.map(({ sender: known, assistant: { template_sender, api_key_reference } }) => ({
      ...known,
      assistant: template_sender,
      assistantKeyName: api_key_reference,
    })),
  );

const senders: Readonly<Record<Channel, (record: JsonObject) => Faulty<Sender>>> = {
  whatsapp: flow(
    decodeWhatsApp,
    E.map(({ channel_config: { whatsapp: found } }) => ({
      ...textOnly,
      sender: found.company_whatsapp_number,
      credentialsName: found.whatsapp_credentials_id,
      simulate: found.simulate ?? false,
      countries: found.countries,
    })),
  ),
  sms: flow(
    decodeSms,
    E.map(({ channel_config: { sms: found } }) => ({
      ...textOnly,
      sender: found.company_sms_number,
      credentialsName: found.sms_credentials_id,
      simulate: found.simulate ?? false,
      countries: found.countries,
    })),
  ),
  email: flow(
    decodeEmail,
    E.map(({ channel_config: { email: found } }) => ({
      sender: found.company_email,
      credentialsName: found.email_credentials_id,
      subject: found.default_subject_line,
      fromName: found.email_from_name,
      unsubscribeUrl: found.unsubscribe_url,
      replyDomain: found.reply_domain,
      simulate: found.simulate ?? false,
      countries: undefined,
    })),
  ),
};

const assistantFor = (record: JsonObject, channel: Channel): Faulty<Assistant> =>
  pipe(
    decodeOpenAi(record),
    E.map(({ ai_config }) => ai_config.openai_config[channel]),
    E.chain((config) =>
      pipe(
        decodeAssistant(config),
        E.mapLeft((faults) => assistantFault(channel, config, faults)),
      ),
    ),
  );

const setupOf = (record: JsonObject, channel: Channel): (() => Faulty<ChannelSetup>) =>
  once(() => withAssistant(senders[channel](record), assistantFor(record, channel)));

/**
 * Reads a project's setup for each channel from its company record, or says which attributes are missing or wrong: when it is asked
 * for, since a message is about one of them.
 */
export const setupsOf = (record: JsonObject): Readonly<Record<Channel, Faulty<ChannelSetup>>> => {
  const [whatsapp, sms, email] = [setupOf(record, "whatsapp"), setupOf(record, "sms"), setupOf(record, "email")];
  return {
    get whatsapp() {
      return whatsapp();
    },
    get sms() {
      return sms();
    },
    get email() {
      return email();
    },
  };
};

/** A key, a token or an id of a provider's: it goes into headers and addresses, and a line break from a file would not be seen. */
const Token = patternString("printable ASCII without blanks and line breaks", /^[\x21-\x7e]+$/);

const isVerificationKey = (base64: string): boolean =>
  pipe(
    E.tryCatch(() => createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" }), E.toError),
    E.exists(({ asymmetricKeyType }) => asymmetricKeyType === "ec"),
  );

/** As SendGrid's settings show it, in base64 of DER, or as the PEM that SendGrid's own library takes too; kept as the former. */
const PublicKey = refinedString("a public key for ECDSA, in base64 or PEM", (text) => {
  const base64 = text.replace(/-----(?:BEGIN|END) PUBLIC KEY-----|\s/g, "");
  return isVerificationKey(base64) ? base64 : undefined;
});

export const AssistantKey = t.type({ ai_api_key: Token });

export const TwilioCredentials = t.type({
  twilio_account_sid: Token,
  twilio_auth_token: Token,
  twilio_template_sid: Token,
});
export type TwilioCredentials = t.TypeOf<typeof TwilioCredentials>;

/** Without a template the assistant writes the message itself. */
export const SmsCredentials = t.intersection([
  t.type({ twilio_account_sid: Token, twilio_auth_token: Token }),
  t.partial({ twilio_template_sid: Token }),
]);
export type SmsCredentials = t.TypeOf<typeof SmsCredentials>;

export const SendGridCredentials = t.intersection([
  t.type({
    sendgrid_auth_value: Token,
    sendgrid_from_email: EmailAddress,
    sendgrid_from_name: OneLine,
    sendgrid_template_id: Token,
  }),
  t.partial({ sendgrid_webhook_public_key: PublicKey, sendgrid_parse_public_key: PublicKey }),
]);
export type SendGridCredentials = t.TypeOf<typeof SendGridCredentials>;

/** A carrier secret's fields, told apart by the carrier they belong to; a simulated carrier needs none. */
export type CarrierCredentials =
  | { readonly _tag: "Simulated" }
  | ({ readonly _tag: "Twilio" } & SmsCredentials)
  | ({ readonly _tag: "SendGrid" } & SendGridCredentials);

/** The variable that holds the whole text where a secret names no template. */
export const BODY = "body";

/** Whether the assistant writes the whole text: the secret names no template. */
export const isFreeText = (credentials: CarrierCredentials): boolean =>
  credentials._tag === "Twilio" && credentials.twilio_template_sid === undefined;

/** What the assistant fills: the template's variables, or the text itself. */
export const variablesOf = (
  { assistant }: ChannelSetup,
  credentials: CarrierCredentials,
): Readonly<Record<string, ContentVariable>> =>
  isFreeText(credentials) ? { [BODY]: "the text of the message" } : assistant.content_variables;
