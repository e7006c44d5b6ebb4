import * as t from "io-ts";
import { NonEmptyText } from "../codec/non-empty-text";

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
