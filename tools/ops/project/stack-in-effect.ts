import * as t from "io-ts";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Companies } from "../../../runtime/ports/companies";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { Channel } from "../../../runtime/request/request";
import type { OpsEnv } from "../connect/ops-env";
import type { ChangeStatus } from "./change-status";

/** An API key as the program gives it out; the label tells a project's keys apart. */
export const IssuedKey = t.readonly(
  t.intersection([
    t.type({ company_id: t.string, project_id: t.string, id: t.string, value: t.string }),
    t.partial({ label: t.string }),
  ]),
);
export type IssuedKey = t.TypeOf<typeof IssuedKey>;

type Ids = { readonly company_id: string; readonly project_id: string };

export const keysOf = (keys: readonly IssuedKey[], { company_id, project_id }: Ids): readonly IssuedKey[] =>
  keys.filter((key) => key.company_id === company_id && key.project_id === project_id);

/** What is wrong with a key's place in the gateway, in words; nothing when it lets its project in. */
export type KeyFault = string | undefined;

/** A stack as it runs, local or deployed: what the commands for projects need of it. */
export type StackInEffect = {
  readonly companies: Companies;
  readonly changeStatus: ChangeStatus;
  readonly secrets: Pick<Secrets, "get">;
  readonly carriers: Readonly<Record<Channel, Pick<Carrier, "templateVariables">>>;
  readonly openaiUrl: string;
  readonly conversations: Pick<OpsEnv, "stack" | "conversations" | "lookups">;
  readonly keyFault: (keyId: string) => Promise<KeyFault>;
  /** The address of the API, and the values of its keys: what only a client needs. */
  readonly client: () => Promise<{ readonly apiUrl: string; readonly apiKeys: readonly IssuedKey[] }>;
  readonly close: () => void;
};
