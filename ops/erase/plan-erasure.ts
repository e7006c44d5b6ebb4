import * as E from "fp-ts/Either";
import type { JsonObject } from "../../runtime/codec/json-object";
import { tombstoneOf } from "../../runtime/conversation/tombstone";
import { readReceiptKey } from "../../runtime/secrets/receipt-key";
import type { OpsEnv } from "../ops-env";
import { type Refusal, refuse } from "../refusal";
import type { EraseRequest } from "./erase-request";
import { inFlight, justTakenUp } from "./in-flight";

/** What of a recipient is there to erase. */
export type ErasurePlan = {
  readonly request: EraseRequest;
  readonly records: readonly JsonObject[];
  /** Guards of requests that have no record. */
  readonly guards: readonly JsonObject[];
  readonly tombstone: string;
};

/** Every record of the recipient, of the tenant that the request names. */
export const recordsOf = async (
  { conversations }: Pick<OpsEnv, "conversations">,
  { recipient, companyId, projectId }: EraseRequest,
): Promise<readonly JsonObject[]> => {
  const found = await conversations.ofRecipient(recipient)();
  if (E.isLeft(found)) throw new Error("The conversations table cannot be read");
  return found.right.filter(
    ({ company_id, project_id }) =>
      (companyId === undefined || company_id === companyId) && (projectId === undefined || project_id === projectId),
  );
};

const guardsWithoutRecord = async (
  { erasures }: Pick<OpsEnv, "erasures">,
  { recipient, companyId, projectId, quick }: EraseRequest,
  records: readonly JsonObject[],
): Promise<readonly JsonObject[]> => {
  if (quick) return [];
  const tenant = companyId === undefined || projectId === undefined ? undefined : { companyId, projectId };
  const scope = companyId === undefined ? "request#" : `request#${companyId}#`;
  const recorded = new Set(
    records.map((record) => JSON.stringify([`request#${record.company_id}#${record.project_id}`, record.request_id])),
  );
  const guards = await erasures.guardsOf(recipient, tenant);
  return guards.filter(
    ({ primary_channel, conversation_id }) =>
      String(primary_channel).startsWith(scope) && !recorded.has(JSON.stringify([primary_channel, conversation_id])),
  );
};

const keyedBy = async (env: OpsEnv): Promise<string> => {
  const key = await readReceiptKey(env.receiptKeyName)(env)();
  if (E.isLeft(key)) throw new Error(`the tombstones' key cannot be read: ${key.left.reason}`);
  return key.right;
};

/** Finds what there is to erase and changes nothing; refuses while any of it is in flight, naming it. */
export const planErasure = async (env: OpsEnv, request: EraseRequest): Promise<ErasurePlan | Refusal> => {
  const records = await recordsOf(env, request);
  const guards = await guardsWithoutRecord(env, request, records);
  if (records.length + guards.length === 0) return refuse(`${env.stack} holds nothing of this recipient`);
  const now = env.clock.now();
  const flying = [
    ...records.map((record) => [record.conversation_id, inFlight(record, now)] as const),
    ...guards.map((guard) => [`${guard.primary_channel}#${guard.conversation_id}`, justTakenUp(guard, now)] as const),
  ].filter(([, why]) => why !== undefined);
  if (flying.length > 0) {
    const which = flying.map(([id, why]) => `${id} (${why})`).join(", ");
    return refuse(`in flight, and nothing was changed: ${which}; run it again when that has come to rest`);
  }
  return { request, records, guards, tombstone: tombstoneOf(await keyedBy(env), request.recipient) };
};
