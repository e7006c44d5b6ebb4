import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { credentialsKey, secretName } from "../../../../infra/names";
import type { CarrierCredentials } from "../../../../runtime/company/channel-setup";
import { channels } from "../../../../runtime/request/request";
import { readCredentials } from "../../../../runtime/secrets";
import { wordsOf } from "../../../command-line";
import type { InboundAddress } from "../../connect/ready-file";
import { type Finding, ok, type Subject, warning } from "./finding";

const TIMEOUT_MS = 15_000;
const WHERE = "the stack's output inboundAddresses has it";

type Question<A> = {
  readonly subject: string;
  readonly url: string;
  readonly authorization: string;
  readonly codec: t.Decoder<unknown, A>;
  /** What an API key needs besides, to be told. */
  readonly scope?: string;
};

/** Asks a carrier, and makes findings of its answer; what it does not tell is no fault of the project. */
const asked = async <A>(
  { subject, url, authorization, codec, scope }: Question<A>,
  findings: (answer: A) => readonly Finding[],
): Promise<readonly Finding[]> => {
  try {
    const answer = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (scope !== undefined && (answer.status === 401 || answer.status === 403))
      return [ok(subject, `not looked at: the API key may not (${scope})`)];
    if (answer.status !== 200) return [warning(subject, `the carrier does not tell (status ${answer.status})`)];
    const decoded = codec.decode(await answer.json());
    return E.isRight(decoded)
      ? findings(decoded.right)
      : [warning(subject, "the carrier's answer is in no known form")];
  } catch (error) {
    return [warning(subject, `the carrier does not tell (${wordsOf(error)})`)];
  }
};

type Twilio = CarrierCredentials & { readonly _tag: "Twilio" };
type SendGrid = CarrierCredentials & { readonly _tag: "SendGrid" };

const withoutOverrides = (url: string): string => url.replace(/#.*$/, "");

/** What stands at the carrier, of the addresses that any project of the company has for the sender. */
const addressFinding = (subject: string, given: string, ours: readonly InboundAddress[], own: string): Finding => {
  const found = ours.find(({ url }) => withoutOverrides(url) === withoutOverrides(given));
  if (found === undefined) return warning(subject, `what people write goes to another address than ours: ${WHERE}`);
  if (found.url !== given)
    return warning(subject, `our address is there without its ending, so nothing is repeated: ${WHERE}`);
  return found.project_id === own
    ? ok(subject, "what people write comes to us")
    : ok(subject, `what people write comes to us by the address of ${found.project_id}, which must stay`);
};

const nullable = t.union([t.string, t.null]);
const Numbers = t.type({
  incoming_phone_numbers: t.array(
    t.type({ sms_url: nullable, sms_fallback_url: nullable, sms_application_sid: nullable }),
  ),
});

/** Twilio's resource IncomingPhoneNumber: with an application, its addresses are those of the application. */
const numberFindings =
  (subject: string, ours: readonly InboundAddress[], own: string) =>
  ({ incoming_phone_numbers: [number] }: t.TypeOf<typeof Numbers>): readonly Finding[] => {
    if (number === undefined) return [warning(subject, "Twilio has no such number in the account of the secret")];
    if (number.sms_application_sid) return [ok(subject, "not looked at: an application of Twilio's has the addresses")];
    const fallback = addressFinding(`${subject} fallback`, number.sms_fallback_url ?? "", ours, own);
    return [addressFinding(subject, number.sms_url ?? "", ours, own), ...(fallback.verdict === "ok" ? [] : [fallback])];
  };

const ofTwilio = (
  { twilio_account_sid: sid, twilio_auth_token: token }: Twilio,
  sender: string,
  ours: readonly InboundAddress[],
  { project, inEffect }: Subject,
): Promise<readonly Finding[]> => {
  const subject = "sms inbound";
  const query = new URLSearchParams({ PhoneNumber: sender });
  return asked(
    {
      subject,
      url: `${inEffect.carrierUrls.twilio}/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json?${query}`,
      authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`,
      codec: Numbers,
    },
    numberFindings(subject, ours, project.project_id),
  );
};

const Parse = t.type({ result: t.array(t.type({ hostname: t.string, url: t.string, send_raw: t.boolean })) });
const Tracking = t.type({ enabled: t.boolean });
const Domains = t.array(t.type({ domain: t.string, valid: t.boolean }));

/** The form in which a mail is posted, and to which address (SendGrid's "Inbound Parse"). */
const parseFindings =
  (subject: string, host: string, ours: readonly InboundAddress[], own: string) =>
  ({ result }: t.TypeOf<typeof Parse>): readonly Finding[] => {
    const setting = result.find(({ hostname }) => hostname.toLowerCase() === host);
    if (setting === undefined) return [warning(subject, `Inbound Parse has no host ${host}: ${WHERE}`)];
    const raw = setting.send_raw ? [warning(subject, "Inbound Parse posts the raw mail: switch that off")] : [];
    return [addressFinding(subject, setting.url, ours, own), ...raw];
  };

const exchangerFindings = async (subject: string, host: string, { inEffect }: Subject): Promise<readonly Finding[]> => {
  try {
    const exchangers = await inEffect.mailExchangers(host);
    return exchangers.some((name) => name.toLowerCase() === "mx.sendgrid.net")
      ? [ok(subject, "its mail goes to SendGrid")]
      : [warning(subject, `its MX record must be mx.sendgrid.net, and is ${exchangers.join(", ") || "none"}`)];
  } catch (error) {
    return [warning(subject, `its MX record cannot be looked up (${wordsOf(error)})`)];
  }
};

const ofReplies = async (
  { sendgrid_parse_public_key: key, sendgrid_auth_value: apiKey }: SendGrid,
  host: string,
  ours: readonly InboundAddress[],
  subject: Subject,
): Promise<readonly Finding[]> => {
  const name = "email inbound";
  const keyless =
    key === undefined ? [warning(name, "sendgrid_parse_public_key is not in the secret: no mail can be taken")] : [];
  const url = `${subject.inEffect.carrierUrls.sendgrid}/v3/user/webhooks/parse/settings`;
  const scope = "user.webhooks.parse.settings.read";
  const question = { subject: name, url, authorization: `Bearer ${apiKey}`, codec: Parse, scope };
  return [
    ...keyless,
    ...(await asked(question, parseFindings(name, host, ours, subject.project.project_id))),
    ...(await exchangerFindings(name, host, subject)),
  ];
};

/** What our headers for unsubscribing need: nobody who puts others in their place, and a signature that covers them. */
const ofUnsubscribing = async (
  { sendgrid_auth_value: apiKey }: SendGrid,
  sender: string,
  { inEffect: { carrierUrls } }: Subject,
): Promise<readonly Finding[]> => {
  const authorization = `Bearer ${apiKey}`;
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  const base = `${carrierUrls.sendgrid}/v3`;
  const tracking = { subject: "email tracking", url: `${base}/tracking_settings/subscription`, authorization };
  const signing = { subject: "email domain", url: `${base}/whitelabel/domains?limit=200`, authorization };
  const [ofTracking, ofDomain] = await Promise.all([
    asked({ ...tracking, codec: Tracking, scope: "tracking_settings.subscription.read" }, ({ enabled }) => [
      enabled
        ? warning(tracking.subject, "subscription tracking is on: SendGrid's link takes the place of ours")
        : ok(tracking.subject, "subscription tracking is off"),
    ]),
    asked({ ...signing, codec: Domains, scope: "whitelabel.read" }, (domains) => [
      domains.some((one) => one.valid && (domain === one.domain || domain.endsWith(`.${one.domain}`)))
        ? ok(signing.subject, `${domain} is authenticated`)
        : warning(
            signing.subject,
            `${domain} is not authenticated: mailbox providers pass over our unsubscribe headers`,
          ),
    ]),
  ]);
  return [...ofTracking, ...ofDomain];
};

const addressesOf = async (inEffect: Subject["inEffect"]): Promise<E.Either<string, readonly InboundAddress[]>> => {
  try {
    return E.right(await inEffect.inboundAddresses());
  } catch (error) {
    return E.left(wordsOf(error));
  }
};

/** What the addresses that people write to still need, as far as the carriers tell it; the stand-ins need nothing. */
export const inboundFindings = async (subject: Subject): Promise<readonly Finding[]> => {
  const { project, stack, inEffect } = subject;
  if (stack === "local") return [];
  const read = await addressesOf(inEffect);
  if (E.isLeft(read)) return [warning("inbound", `not looked at: ${read.left}`)];
  const all = read.right;
  const perChannel = channels.map(async (channel): Promise<readonly Finding[]> => {
    const setup = project.channels[channel];
    if (setup === undefined || setup.simulate === true) return [];
    const secret = await readCredentials(channel, secretName(credentialsKey(channel, project), stack))(inEffect)();
    // Said of the credentials already.
    if (E.isLeft(secret)) return [];
    const ours = (address: string): readonly InboundAddress[] =>
      all.filter((one) => one.company_id === project.company_id && one.channel === channel && one.address === address);
    const credentials = secret.right;
    if (channel === "whatsapp")
      return [ok("whatsapp inbound", `not looked at: enter our address at the sender yourself, ${WHERE}`)];
    if (credentials._tag === "Twilio") return ofTwilio(credentials, setup.sender, ours(setup.sender), subject);
    if (credentials._tag !== "SendGrid") return [];
    const domain = project.channels.email?.reply_domain;
    return [
      ...(domain === undefined ? [] : await ofReplies(credentials, domain, ours(domain), subject)),
      ...(await ofUnsubscribing(credentials, setup.sender, subject)),
    ];
  });
  return (await Promise.all(perChannel)).flat();
};
