import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { Company, KeyUse } from "../../../runtime/company/company";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Companies } from "../../../runtime/ports/companies";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { Channel, ProjectIds } from "../../../runtime/request/request";
import { NotDone } from "../../command-line";
import type { Subscribers } from "../connect/aws-caller";
import type { OpsEnv } from "../connect/ops-env";
import type { InboundAddress, IssuedKey } from "../connect/ready-file";
import type { ChangeStatus } from "./change-status";

/** A project's keys for one use; a version before the desk's gives out clients' alone. */
export const keysOf = (
  keys: readonly IssuedKey[],
  { company_id, project_id }: ProjectIds,
  wanted: KeyUse = "client",
): readonly IssuedKey[] =>
  keys.filter(
    ({ use = "client", ...key }) => key.company_id === company_id && key.project_id === project_id && use === wanted,
  );

/** Looks whether an API key lets its project in; the left says what is wrong with its place in the gateway. */
export type CheckKey = (keyId: string) => TE.TaskEither<string, unknown>;

/** A stack as it runs, local or deployed: what the commands for projects need of it. */
export type StackInEffect = {
  readonly companies: Companies;
  readonly changeStatus: ChangeStatus;
  readonly secrets: Secrets;
  /** Makes a text the current value of a secret that is there. */
  readonly putSecret: (name: string, text: string) => Promise<void>;
  readonly carriers: Readonly<Record<Channel, Pick<Carrier, "templateVariables">>>;
  readonly openaiUrl: string;
  readonly carrierUrls: { readonly twilio: string; readonly sendgrid: string };
  /** What Twilio and SendGrid are to be told, by the stack's outputs. */
  readonly inboundAddresses: () => Promise<readonly InboundAddress[]>;
  /** The hosts to which a domain's mail goes. */
  readonly mailExchangers: (domain: string) => Promise<readonly string[]>;
  readonly conversations: Pick<OpsEnv, "stack" | "lookups">;
  readonly checkKey: CheckKey;
  /** Who gets the alarms; nothing where they are shown on the terminal. */
  readonly alarmSubscribers: () => Promise<Subscribers | undefined>;
  /** The address of the API, and the values of its keys: what only a client needs. */
  readonly client: () => Promise<{ readonly apiUrl: string; readonly apiKeys: readonly IssuedKey[] }>;
  readonly close: () => void;
};

/** A project as it is in effect; throws when the table cannot be read. */
export const companyInEffect = async (
  { companies }: Pick<StackInEffect, "companies">,
  { company_id, project_id }: ProjectIds,
): Promise<Company | undefined> => {
  const found = await companies.find({ company_id, project_id })();
  if (E.isLeft(found)) throw new NotDone("the company table cannot be read");
  return O.toUndefined(found.right);
};
