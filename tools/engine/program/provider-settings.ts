import * as E from "fp-ts/Either";
import type { Providers } from "../../providers/start-providers";
import type { Options } from "../options";

export type ProviderUrls = { readonly openai: string; readonly twilio: string; readonly sendgrid: string };

const real: ProviderUrls = {
  openai: "https://api.openai.com",
  twilio: "https://api.twilio.com",
  sendgrid: "https://api.sendgrid.com",
};

/** Where each provider is in this run: an address from the command line, the provider itself, or its stand-in. */
export const providerUrls = (options: Options, standIns: Providers): ProviderUrls => {
  const others = options.realProviders
    ? real
    : { openai: standIns.openai.url, twilio: standIns.twilio.url, sendgrid: standIns.sendgrid.url };
  return {
    openai: options.openaiUrl ?? others.openai,
    twilio: options.twilioUrl ?? others.twilio,
    sendgrid: options.sendgridUrl ?? others.sendgrid,
  };
};

type Environment = Readonly<Record<string, string | undefined>>;
/** Secret names without environment → fields. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** For each kind of secret: its fields, and the variables that they come from. */
const sources = {
  openai: { ai_api_key: "OPENAI_API_KEY" },
  twilio: {
    twilio_account_sid: "TWILIO_ACCOUNT_SID",
    twilio_auth_token: "TWILIO_AUTH_TOKEN",
    twilio_template_sid: "TWILIO_TEMPLATE_SID",
  },
  sendgrid: {
    sendgrid_auth_value: "SENDGRID_API_KEY",
    sendgrid_from_email: "SENDGRID_FROM_EMAIL",
    sendgrid_template_id: "SENDGRID_TEMPLATE_ID",
  },
} as const;

type Kind = keyof typeof sources;

const kindOf = (secret: string): Kind =>
  secret.startsWith("openai-api-key/") ? "openai" : secret.endsWith("/sendgrid") ? "sendgrid" : "twilio";

const missing = (kind: Kind, environment: Environment): readonly string[] =>
  Object.values(sources[kind]).filter((variable) => (environment[variable] ?? "") === "");

const fieldsOf = (kind: Kind, environment: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(sources[kind]).map(([field, variable]) => [field, environment[variable] ?? ""]));

/**
 * The stack's secrets with the operator's own keys in place of the demonstration's, or what is missing of them. OpenAI and at
 * least one carrier are needed; a carrier that is not given keeps a secret without a version, so that nothing can be sent with it.
 */
export const realSecretValues = (
  demonstration: SecretValues,
  environment: Environment,
): E.Either<string, SecretValues> => {
  const begun = (["twilio", "sendgrid"] as const).filter(
    (kind) => missing(kind, environment).length < Object.keys(sources[kind]).length,
  );
  const lacking = (["openai", ...begun] as const).flatMap((kind) => missing(kind, environment));
  if (lacking.length > 0)
    return E.left(`--real-providers: these environment variables are missing: ${lacking.join(", ")}`);
  if (begun.length === 0)
    return E.left("--real-providers: give the variables of Twilio or of SendGrid; --help lists them");
  return E.right(
    Object.fromEntries(
      Object.entries(demonstration)
        .filter(([secret]) => missing(kindOf(secret), environment).length === 0)
        .map(([secret, fields]) => [secret, { ...fields, ...fieldsOf(kindOf(secret), environment) }]),
    ),
  );
};

/** The public keys of what SendGrid signs: events, and the mail that it passes on. */
export type SendGridKeys = { readonly webhook: string; readonly parse: string };

/** Lets every project trust the events and the mail that the SendGrid stand-in signs. */
export const withSendGridKeys = (secrets: SecretValues, { webhook, parse }: SendGridKeys): SecretValues =>
  Object.fromEntries(
    Object.entries(secrets).map(([name, fields]) => [
      name,
      name.endsWith("/sendgrid")
        ? { sendgrid_webhook_public_key: webhook, sendgrid_parse_public_key: parse, ...fields }
        : fields,
    ]),
  );
