import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { partition } from "fp-ts/ReadonlyArray";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import { tombstoneOf } from "../../../runtime/conversation/erasure";
import { formsOf } from "../../../runtime/request/forms-of-address";
import type { OpsEnv } from "../connect/ops-env";
import { isOneOf } from "../conversations/forms-of-address";
import { type Belongings, findBelongings, isNothing, isReceived, justCame } from "./erase-received";

/** Whose data are to be erased, of which tenant (of all, if none is named), and why. */
export type EraseRequest = {
  /** One person's addresses as they are stored: E.164, or an email address with its domain in lower case; their other forms are looked for, too. */
  readonly recipients: readonly [string, ...string[]];
  readonly companyId: string | undefined;
  readonly projectId: string | undefined;
  readonly reason: string;
  /** Leaves out the search beyond the addresses' own records: in other channels' records, and for requests that have a guard and no record. */
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

/** What of a person is there to erase. */
export type ErasurePlan = {
  readonly request: EraseRequest;
  readonly records: readonly JsonObject[];
  /** Guards of requests that have no record. */
  readonly guards: readonly JsonObject[];
  /** Requests of the person that an earlier erasure has ended: where its tombstone stands, when, and by whom. */
  readonly earlier: readonly JsonObject[];
  readonly tombstone: string;
  readonly belongings: Belongings;
};

const winnerOf = ({ winner }: JsonObject): string => (isJsonObject(winner) ? String(winner.primary_channel) : "");

const isGuard = ({ primary_channel }: JsonObject): boolean => String(primary_channel).startsWith("request#");

const isOfTenant =
  ({ companyId, projectId }: EraseRequest) =>
  (item: JsonObject): boolean => {
    if (isReceived(item)) return true;
    const [, company = item.company_id, project = item.project_id] = isGuard(item)
      ? String(item.primary_channel).split("#")
      : [];
    return (companyId === undefined || company === companyId) && (projectId === undefined || project === projectId);
  };

/** Every record under the addresses themselves, of the tenant that the request names. */
export const recordsOf = async (
  { lookups }: Pick<OpsEnv, "lookups">,
  request: EraseRequest,
): Promise<readonly JsonObject[]> => {
  const found = await Promise.all(request.recipients.flatMap(formsOf).map(lookups.ofRecipient));
  return found.flat().filter(isOfTenant(request));
};

/** Other channels' records that name the person, what an erasure of the person has begun, and guards. */
const tracesOf = (
  { lookups }: Pick<OpsEnv, "lookups">,
  request: EraseRequest,
  tombstones: readonly string[],
): Promise<readonly JsonObject[]> => {
  const isPerson = isOneOf(request.recipients);
  const isOurs = isOfTenant(request);
  return lookups.traces(
    request,
    (item) =>
      isOurs(item) &&
      (tombstones.includes(String(item.erased_for)) ||
        tombstones.includes(winnerOf(item)) ||
        [
          isGuard(item) ? undefined : item.primary_channel,
          item.recipient_tel,
          item.recipient_email,
          item.their_address,
          winnerOf(item),
        ].some(isPerson)),
  );
};

const keyOf = ({ primary_channel, conversation_id }: JsonObject): ConversationKey => ({
  primary_channel: String(primary_channel),
  conversation_id: String(conversation_id),
});

/** The records, and the guards of requests that have none. */
const search = async (
  env: OpsEnv,
  request: EraseRequest,
  tombstones: readonly string[],
): Promise<Pick<ErasurePlan, "records" | "guards" | "earlier" | "belongings">> => {
  const own = await recordsOf(env, request);
  if (request.quick)
    return { records: own, guards: [], earlier: [], belongings: await findBelongings(env, request, own, []) };
  const { left: traces, right: written } = pipe(await tracesOf(env, request, tombstones), partition(isReceived));
  const { left: elsewhere, right: found } = pipe(traces, partition(isGuard));
  const { left: guards, right: earlier } = pipe(
    found,
    partition((guard) => tombstones.includes(winnerOf(guard))),
  );
  const known = new Set(own.map((record) => JSON.stringify(keyOf(record))));
  const others = elsewhere.map(keyOf).filter((key) => !known.has(JSON.stringify(key)));
  const read = await Promise.all(others.map(env.lookups.record));
  const records = [...own, ...read.filter((record) => record !== undefined)];
  const recorded = new Set(
    records.map((record) => JSON.stringify([`request#${record.company_id}#${record.project_id}`, record.request_id])),
  );
  return {
    records,
    earlier,
    belongings: await findBelongings(env, request, records, written),
    guards: guards.filter((guard) => !recorded.has(JSON.stringify([guard.primary_channel, guard.conversation_id]))),
  };
};

/** Finds what there is to erase and changes nothing; refuses while any of it is in flight, naming it. */
export const planErasure = async (env: OpsEnv, request: EraseRequest): Promise<E.Either<string, ErasurePlan>> => {
  const key = await env.secrets.get(env.receiptKeyName)();
  if (E.isLeft(key)) throw new Error(`the tombstones' key cannot be read: ${key.left.reason}`);
  const tombstones = request.recipients.flatMap(formsOf).map((form) => tombstoneOf(key.right, form));
  const { records, guards, earlier, belongings } = await search(env, request, tombstones);
  if (records.length + guards.length + earlier.length === 0 && isNothing(belongings))
    return E.left(`${env.stack} holds nothing of this recipient`);
  const now = env.clock.now();
  const flying = [
    ...records.map((record) => [record.conversation_id, inFlight(record, now)] as const),
    ...guards.map((guard) => [`${guard.primary_channel}#${guard.conversation_id}`, justTakenUp(guard, now)] as const),
    ...belongings.received.map(
      (message) => [message.message_id ?? message.conversation_id, justCame(message, now)] as const,
    ),
  ].filter(([, why]) => why !== undefined);
  if (flying.length > 0) {
    const which = flying.map(([id, why]) => `${id} (${why})`).join(", ");
    return E.left(`in flight, and nothing was changed: ${which}; run it again when that has come to rest`);
  }
  return E.right({
    request,
    records,
    guards,
    earlier,
    belongings,
    tombstone: tombstoneOf(key.right, request.recipients[0]),
  });
};
