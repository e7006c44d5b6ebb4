import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Companies } from "../../../runtime/ports/companies";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { Channel } from "../../../runtime/request/request";
import type { OpsEnv } from "../connect/ops-env";
import type { IssuedKey } from "../connect/ready-file";
import type { ChangeStatus } from "./change-status";

type Ids = { readonly company_id: string; readonly project_id: string };

export const keysOf = (keys: readonly IssuedKey[], { company_id, project_id }: Ids): readonly IssuedKey[] =>
  keys.filter((key) => key.company_id === company_id && key.project_id === project_id);

/** What is wrong with a key's place in the gateway, in words; nothing when it lets its project in. */
export type KeyFault = string | undefined;

/** A stack as it runs, local or deployed: what the commands for projects need of it. */
export type StackInEffect = {
  readonly companies: Companies;
  readonly changeStatus: ChangeStatus;
  readonly secrets: Secrets;
  readonly carriers: Readonly<Record<Channel, Pick<Carrier, "templateVariables">>>;
  readonly openaiUrl: string;
  readonly conversations: Pick<OpsEnv, "stack" | "lookups">;
  readonly keyFault: (keyId: string) => Promise<KeyFault>;
  /** The address of the API, and the values of its keys: what only a client needs. */
  readonly client: () => Promise<{ readonly apiUrl: string; readonly apiKeys: readonly IssuedKey[] }>;
  readonly close: () => void;
};

/** A project's record; throws when the table cannot be read. */
export const readCompanyRecord = async (
  { find }: Companies,
  { company_id, project_id }: Ids,
): Promise<JsonObject | undefined> => {
  const found = await find({ company_id, project_id })();
  if (E.isLeft(found)) throw new Error("the company table cannot be read");
  return O.toUndefined(found.right)?.record;
};
