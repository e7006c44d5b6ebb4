import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { descriptionOf } from "../../../runtime/assistant/prompt";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import { decodeOr, parseJson } from "../../../runtime/codec/json";
import type { ChannelSetup } from "../../../runtime/company/channel-setup";
import { companyOf } from "../../../runtime/company/company";
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

type Known = { readonly setup: ChannelSetup; readonly credentials: Credentials };

/** Every channel's setup in the company table, with what its secret says. */
const setupsInUse = async (
  client: DynamoDBClient,
  secrets: Pick<Secrets, "current">,
  TableName: string,
): Promise<readonly Known[]> => {
  const found: Known[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    for (const setup of Items.flatMap((item) => Object.values(companyOf(fromAttributes(item)).setups)))
      if (E.isRight(setup))
        found.push({ setup: setup.right, credentials: credentialsIn(secrets.current(setup.right.credentialsName)) });
  return found;
};

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

/** Tells the stand-ins what the providers' own consoles would have been told: templates, and where what comes in is posted. */
export const tellStandIns = async (
  { twilio, sendgrid }: Providers,
  { dynamo, secrets }: { readonly dynamo: DynamoDBClient; readonly secrets: Pick<Secrets, "current"> },
  { tables, inboundAddresses = [] }: Pick<StackOutputs, "tables" | "inboundAddresses">,
): Promise<void> => {
  const known = await setupsInUse(dynamo, secrets, tables.company);
  const templates = templatesOf(known);
  twilio.setTemplates(templates);
  sendgrid.setTemplates(templates);
  twilio.setSenders(sendersOf(known, inboundAddresses));
  sendgrid.setParseAddresses(
    inboundAddresses.filter(({ channel }) => channel === "email").map(({ address, url }) => ({ domain: address, url })),
  );
};
