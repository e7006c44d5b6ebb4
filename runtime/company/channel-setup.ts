import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, isJsonObject, type JsonObject } from "../codec/json";
import type { Channel } from "../request/request";
import { EmailAddress, NonEmptyText, Telephone } from "../request/text";

/** How the assistant writes for a project: which model, told what, filling which variables (name → what belongs there). */
export const AssistantDefinition = t.readonly(
  t.type({
    model: NonEmptyText,
    instructions: NonEmptyText,
    content_variables: t.record(t.string, NonEmptyText),
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
  /** Nothing reaches a provider: for staging, demonstrations and smoke tests. */
  readonly simulate: boolean;
};

/** A value of a company record, or which places of the record are wrong. */
export type Faulty<A> = E.Either<string, A>;

const places = (faults: string): string => faults;

const Simulation = t.partial({ simulate: t.boolean });
const WhatsApp = t.intersection([
  t.type({ company_whatsapp_number: Telephone, whatsapp_credentials_id: NonEmptyText }),
  Simulation,
]);
const Sms = t.intersection([t.type({ company_sms_number: Telephone, sms_credentials_id: NonEmptyText }), Simulation]);
const Email = t.intersection([
  t.type({ company_email: EmailAddress, email_credentials_id: NonEmptyText }),
  t.partial({ default_subject_line: t.string, email_from_name: t.string, unsubscribe_url: t.string }),
  Simulation,
]);

type Sender = Omit<ChannelSetup, "assistant" | "assistantKeyName">;
const textOnly = { subject: undefined, fromName: undefined, unsubscribeUrl: undefined };

const senderOf: Readonly<Record<Channel, (record: JsonObject) => Faulty<Sender>>> = {
  whatsapp: flow(
    decodeOr(t.type({ channel_config: t.type({ whatsapp: WhatsApp }) }), places),
    E.map(({ channel_config: { whatsapp } }) => ({
      ...textOnly,
      sender: whatsapp.company_whatsapp_number,
      credentialsName: whatsapp.whatsapp_credentials_id,
      simulate: whatsapp.simulate ?? false,
    })),
  ),
  sms: flow(
    decodeOr(t.type({ channel_config: t.type({ sms: Sms }) }), places),
    E.map(({ channel_config: { sms } }) => ({
      ...textOnly,
      sender: sms.company_sms_number,
      credentialsName: sms.sms_credentials_id,
      simulate: sms.simulate ?? false,
    })),
  ),
  email: flow(
    decodeOr(t.type({ channel_config: t.type({ email: Email }) }), places),
    E.map(({ channel_config: { email } }) => ({
      sender: email.company_email,
      credentialsName: email.email_credentials_id,
      subject: email.default_subject_line,
      fromName: email.email_from_name,
      unsubscribeUrl: email.unsubscribe_url,
      simulate: email.simulate ?? false,
    })),
  ),
};

const decodeOpenAi = decodeOr(t.type({ ai_config: t.type({ openai_config: t.record(t.string, t.unknown) }) }), places);
const Assistant = t.type({ api_key_reference: NonEmptyText, template_sender: AssistantDefinition });
const decodeAssistant = decodeOr(Assistant, places);

const assistantOf = (record: JsonObject, channel: Channel): Faulty<t.TypeOf<typeof Assistant>> =>
  pipe(
    decodeOpenAi(record),
    E.map(({ ai_config }) => ai_config.openai_config[channel]),
    E.chain((config) =>
      pipe(
        decodeAssistant(config),
        E.mapLeft((faults) =>
          refersToAssistantId(config)
            ? `ai_config.openai_config.${channel} names an OpenAI Assistant id, which OpenAI no longer serves: put the model, instructions and content_variables into template_sender`
            : `ai_config.openai_config.${channel}: ${faults}`,
        ),
      ),
    ),
  );

/** Reads a project's setup for one channel from its company record, or says which attributes are missing or wrong. */
export const channelSetup = (record: JsonObject, channel: Channel): Faulty<ChannelSetup> => {
  const assistant = assistantOf(record, channel);
  return pipe(
    senderOf[channel](record),
    E.chain((sender) =>
      pipe(
        assistant,
        E.map(({ api_key_reference, template_sender }) => ({
          ...sender,
          assistant: template_sender,
          assistantKeyName: api_key_reference,
        })),
      ),
    ),
  );
};

export const AssistantKey = t.type({ ai_api_key: NonEmptyText });

export const TwilioCredentials = t.type({
  twilio_account_sid: NonEmptyText,
  twilio_auth_token: NonEmptyText,
  twilio_template_sid: NonEmptyText,
});
export type TwilioCredentials = t.TypeOf<typeof TwilioCredentials>;

/** Without a template the assistant writes the message itself. */
export const SmsCredentials = t.intersection([
  t.type({ twilio_account_sid: NonEmptyText, twilio_auth_token: NonEmptyText }),
  t.partial({ twilio_template_sid: NonEmptyText }),
]);
export type SmsCredentials = t.TypeOf<typeof SmsCredentials>;

export const SendGridCredentials = t.intersection([
  t.type({
    sendgrid_auth_value: NonEmptyText,
    sendgrid_from_email: NonEmptyText,
    sendgrid_from_name: NonEmptyText,
    sendgrid_template_id: NonEmptyText,
  }),
  t.partial({ sendgrid_webhook_public_key: t.string }),
]);
export type SendGridCredentials = t.TypeOf<typeof SendGridCredentials>;

/** A carrier secret's fields, told apart by the carrier they belong to; a simulated carrier needs none. */
export type CarrierCredentials =
  | { readonly _tag: "Simulated" }
  | ({ readonly _tag: "Twilio" } & SmsCredentials)
  | ({ readonly _tag: "SendGrid" } & SendGridCredentials);
