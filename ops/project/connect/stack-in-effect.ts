import type { Carrier } from "../../../runtime/ports/carrier";
import type { Companies } from "../../../runtime/ports/companies";
import type { Secrets } from "../../../runtime/ports/secrets";
import type { Channel } from "../../../runtime/request/channel";
import type { OpsEnv } from "../../ops-env";
import type { ChangeStatus } from "../status/change-status";
import type { IssuedKey } from "./issued-key";

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
