import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { tombstoneOf } from "../../../runtime/conversation/erasure";
import type { OpsEnv } from "../connect/ops-env";
import { formsOf } from "./forms-of-address";

/** Whose data are to be erased, of which tenant (of all, if none is named), and why. */
export type EraseRequest = {
  /** The address as it is stored: E.164, or an email address with its domain in lower case; its other forms are looked for, too. */
  readonly recipient: string;
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  readonly reason: string;
  /** Leaves out the search for requests that have a guard and no record. */
  readonly quick: boolean;
};

/** Seconds that a worker can be at it, by the longest that Lambda lets a function run. */
const LONGEST_WORK_SECONDS = 900;

/** Why a conversation cannot be erased now, if it cannot: somebody is sending, or finds out whether it was sent. */
const inFlight = (record: JsonObject, now: Date): string | undefined => {
  const { send_state, conversation_status, lease_until, erased_at } = record;
  if (erased_at !== undefined) return undefined;
  if (send_state === "sending") return "it is being sent, or its worker ended while sending";
  if (send_state === "uncertain" && conversation_status !== "delivery_unknown")
    return "it is being looked into whether it was sent";
  const isWaiting = send_state === "accepted" || send_state === "drafted";
  return isWaiting && String(lease_until) > now.toISOString() ? `a worker has it until ${lease_until}` : undefined;
};

/** The same of a request whose conversation is not recorded: a worker may be about to. */
const justTakenUp = ({ created_at }: JsonObject, now: Date): string | undefined =>
  now.getTime() - Date.parse(String(created_at)) < LONGEST_WORK_SECONDS * 1000
    ? `its request was taken up at ${created_at}, and its record may follow`
    : undefined;

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
  { lookups }: Pick<OpsEnv, "lookups">,
  { recipient, companyId, projectId }: EraseRequest,
): Promise<readonly JsonObject[]> => {
  const found = await Promise.all(formsOf(recipient).map(lookups.ofRecipient));
  return found
    .flat()
    .filter(
      ({ company_id, project_id }) =>
        (companyId === undefined || company_id === companyId) && (projectId === undefined || project_id === projectId),
    );
};

const guardsWithoutRecord = async (
  { lookups }: Pick<OpsEnv, "lookups">,
  { recipient, companyId, projectId, quick }: EraseRequest,
  records: readonly JsonObject[],
): Promise<readonly JsonObject[]> => {
  if (quick) return [];
  const tenant = companyId === undefined || projectId === undefined ? undefined : { companyId, projectId };
  const scope = companyId === undefined ? "request#" : `request#${companyId}#`;
  const recorded = new Set(
    records.map((record) => JSON.stringify([`request#${record.company_id}#${record.project_id}`, record.request_id])),
  );
  const guards = await Promise.all(formsOf(recipient).map((form) => lookups.guardsOf(form, tenant)));
  return guards
    .flat()
    .filter(
      ({ primary_channel, conversation_id }) =>
        String(primary_channel).startsWith(scope) && !recorded.has(JSON.stringify([primary_channel, conversation_id])),
    );
};

/** Finds what there is to erase and changes nothing; refuses while any of it is in flight, naming it. */
export const planErasure = async (env: OpsEnv, request: EraseRequest): Promise<E.Either<string, ErasurePlan>> => {
  const records = await recordsOf(env, request);
  const guards = await guardsWithoutRecord(env, request, records);
  if (records.length + guards.length === 0) return E.left(`${env.stack} holds nothing of this recipient`);
  const now = env.clock.now();
  const flying = [
    ...records.map((record) => [record.conversation_id, inFlight(record, now)] as const),
    ...guards.map((guard) => [`${guard.primary_channel}#${guard.conversation_id}`, justTakenUp(guard, now)] as const),
  ].filter(([, why]) => why !== undefined);
  if (flying.length > 0) {
    const which = flying.map(([id, why]) => `${id} (${why})`).join(", ");
    return E.left(`in flight, and nothing was changed: ${which}; run it again when that has come to rest`);
  }
  const key = await env.secrets.get(env.receiptKeyName)();
  if (E.isLeft(key)) throw new Error(`the tombstones' key cannot be read: ${key.left.reason}`);
  return E.right({ request, records, guards, tombstone: tombstoneOf(key.right, request.recipient) });
};
