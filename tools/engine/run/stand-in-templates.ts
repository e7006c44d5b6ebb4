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

const Named = t.partial({ twilio_template_sid: t.string, sendgrid_template_id: t.string });

const templateIn = (secret: string | undefined): string | undefined =>
  pipe(
    secret ?? "",
    parseJson(() => ""),
    E.chain(decodeOr(Named, () => "")),
    E.match(
      () => undefined,
      ({ twilio_template_sid, sendgrid_template_id }) => twilio_template_sid ?? sendgrid_template_id,
    ),
  );

const templateOf = ({ assistant }: ChannelSetup): KnownTemplate => ({
  variables: pipe(assistant.content_variables, R.map(descriptionOf)),
  instructions: assistant.instructions,
});

/** The templates that the projects' secrets name, by their ids, as the company table describes them. */
export const templatesInUse = async (
  client: DynamoDBClient,
  secrets: Pick<Secrets, "current">,
  TableName: string,
): Promise<Readonly<Record<string, KnownTemplate>>> => {
  const found: (readonly [string, KnownTemplate])[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    for (const setup of Items.flatMap((item) => Object.values(companyOf(fromAttributes(item)).setups))) {
      const id = E.isRight(setup) ? templateIn(secrets.current(setup.right.credentialsName)) : undefined;
      if (id !== undefined && E.isRight(setup)) found.push([id, templateOf(setup.right)]);
    }
  return Object.fromEntries(found);
};
