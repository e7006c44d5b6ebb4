import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { descriptionOf } from "../../../runtime/assistant/prompt";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import { decodeOr, parseJson } from "../../../runtime/codec/json";
import type { ChannelSetup } from "../../../runtime/company/channel-setup";
import { type Company, companyOf } from "../../../runtime/company/company";
import type { Secrets } from "../../aws/secrets-manager/secrets-manager";
import type { KnownTemplate } from "../../providers/openai/compose-answer";
import type { Providers } from "../../providers/start-providers";
import type { TwilioSender } from "../../providers/twilio/receive-message";
import type { StackOutputs } from "../program/run-stack";

const Credentials = t.partial({
  twilio_account_sid: t.string,
  twilio_auth_token: t.string,
  twilio_template_sid: t.string,
  sendgrid_template_id: t.string,
});
type Credentials = t.TypeOf<typeof Credentials>;

const credentialsIn = (secret: string | undefined): Credentials =>
  pipe(
    secret ?? "",
    parseJson(() => ""),
    E.chain(decodeOr(Credentials, () => "")),
    E.getOrElse((): Credentials => ({})),
  );

const WebhookSecret = t.type({ webhook_secret: t.string });

type Known = { readonly setup: ChannelSetup; readonly credentials: Credentials };

/** All that the company table holds. */
const companiesIn = async (client: DynamoDBClient, TableName: string): Promise<readonly Company[]> => {
  const found: Company[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    found.push(...Items.map((item) => companyOf(fromAttributes(item))));
  return found;
};

/** Every channel's setup, with what its secret says. */
const setupsOf = (companies: readonly Company[], secrets: Pick<Secrets, "current">): readonly Known[] =>
  companies
    .flatMap(({ setups }) => Object.values(setups))
    .filter(E.isRight)
    .map(({ right: setup }) => ({ setup, credentials: credentialsIn(secrets.current(setup.credentialsName)) }));

/** The secret that signs a project's events, as it is when it is asked for: it may be changed at any time. */
const webhookSecretOf =
  (companies: readonly Company[], secrets: Pick<Secrets, "current">) =>
  (companyId: string, projectId: string): string | undefined =>
    pipe(
      companies.find(({ record }) => record.company_id === companyId && record.project_id === projectId),
      O.fromNullable,
      O.chain(({ webhook }) => webhook),
      O.chain(({ secretName }) => O.fromNullable(secrets.current(secretName))),
      O.chain((secret) => O.fromEither(parseJson(() => "")(secret))),
      O.filter(WebhookSecret.is),
      O.match(
        () => undefined,
        ({ webhook_secret }) => webhook_secret,
      ),
    );

const templateOf = ({ assistant }: ChannelSetup): KnownTemplate => ({
  variables: pipe(assistant.content_variables, R.map(descriptionOf)),
  instructions: assistant.instructions,
});

/** The templates that the projects' secrets name, by their ids, as the company table describes them. */
const templatesOf = (known: readonly Known[]): Readonly<Record<string, KnownTemplate>> =>
  Object.fromEntries(
    known.flatMap(({ setup, credentials: { twilio_template_sid, sendgrid_template_id } }) => {
      const id = twilio_template_sid ?? sendgrid_template_id;
      return id === undefined ? [] : [[id, templateOf(setup)] as const];
    }),
  );

type InboundAddresses = NonNullable<StackOutputs["inboundAddresses"]>;

/** Twilio's senders whose messages the program takes, with what Twilio signs them with. */
const sendersOf = (known: readonly Known[], addresses: InboundAddresses): readonly TwilioSender[] =>
  addresses.flatMap(({ channel, address, url }) => {
    const { credentials } = known.find(({ setup }) => setup.sender === address) ?? {};
    const { twilio_account_sid: accountSid, twilio_auth_token: authToken } = credentials ?? {};
    if (channel === "email" || accountSid === undefined || authToken === undefined) return [];
    return [{ address: channel === "whatsapp" ? `whatsapp:${address}` : address, accountSid, authToken, url }];
  });

/** Tells the stand-ins what the providers' own consoles, and the companies, would have been told: templates, where what comes in is posted, secrets. */
export const tellStandIns = async (
  { twilio, sendgrid, company }: Providers,
  { dynamo, secrets }: { readonly dynamo: DynamoDBClient; readonly secrets: Pick<Secrets, "current"> },
  { tables, inboundAddresses = [] }: Pick<StackOutputs, "tables" | "inboundAddresses">,
): Promise<void> => {
  const companies = await companiesIn(dynamo, tables.company);
  const known = setupsOf(companies, secrets);
  const templates = templatesOf(known);
  twilio.setTemplates(templates);
  sendgrid.setTemplates(templates);
  twilio.setSenders(sendersOf(known, inboundAddresses));
  company.setSecrets(webhookSecretOf(companies, secrets));
  sendgrid.setParseAddresses(
    inboundAddresses.filter(({ channel }) => channel === "email").map(({ address, url }) => ({ domain: address, url })),
  );
};
