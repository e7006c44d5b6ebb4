import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { chunksOf } from "fp-ts/ReadonlyArray";
import { decodeOr, type JsonObject } from "../../../runtime/codec/json";
import { Conversation } from "../../../runtime/conversation/conversation";
import { guardKeyOf, RequestGuard } from "../../../runtime/conversation/request-guard";
import type { OpsEnv } from "../connect/ops-env";

type Ids = {
  readonly companyId: string;
  readonly projectId: string;
  readonly requestId: string;
  /** Unknown, where the request is asked for. */
  readonly sender: string | undefined;
};

type FoundConversation = {
  readonly record: JsonObject;
  /** How the recipient's address, which the id does not hold, was found. */
  readonly foundBy: string;
};

export type NotFound = {
  readonly why: string;
  /** The request may have been accepted all the same: nothing says that it is over, or another's. */
  readonly maybeAccepted: boolean;
};

const over = (why: string): E.Either<NotFound, never> => E.left({ why, maybeAccepted: false });

/** `company#project#request#sender`, or without the sender; only that may hold another `#`. */
const idsOf = (conversationId: string): Ids | undefined => {
  const [companyId = "", projectId = "", requestId = "", ...sender] = conversationId.split("#");
  const ids = { companyId, projectId, requestId, sender: sender.length === 0 ? undefined : sender.join("#") };
  return Object.values(ids).includes("") ? undefined : ids;
};

const REQUEST_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the commands for one conversation take. */
export const anyId = "the id of a conversation, or of its request: the UUID alone, or company#project#request";

/** Guards read side by side. */
const AT_ONCE = 25;

/** An id as it is asked for, or for a request's alone that of every project which has such a request. */
const idsMeant = async (env: Pick<OpsEnv, "stack" | "lookups">, id: string): Promise<readonly string[]> => {
  if (!REQUEST_ID.test(id)) return [id];
  const taken: string[] = [];
  for (const some of chunksOf(AT_ONCE)(await env.lookups.projects())) {
    const guards = await Promise.all(
      some.map(({ company_id, project_id }) => env.lookups.record(guardKeyOf(company_id, project_id, id))),
    );
    const isTaken = (_: unknown, at: number): boolean => guards[at] !== undefined;
    taken.push(...some.filter(isTaken).map(({ company_id, project_id }) => `${company_id}#${project_id}#${id}`));
  }
  return taken;
};

const guardOf = async (
  env: Pick<OpsEnv, "stack" | "lookups">,
  { companyId, projectId, requestId }: Ids,
): Promise<RequestGuard | undefined> => {
  const key = guardKeyOf(companyId, projectId, requestId);
  const decoded = decodeOr(RequestGuard, (places) => places)(await env.lookups.record(key));
  return E.isRight(decoded) ? decoded.right : undefined;
};

/**
 * The record of a conversation, whose id alone is no key of the table: by the guard of its request, one read; where that
 * is gone or names another conversation, by the project's index.
 */
export const findConversation = async (
  env: Pick<OpsEnv, "stack" | "lookups">,
  asked: string,
): Promise<E.Either<NotFound, FoundConversation>> => {
  const [id, another] = await idsMeant(env, asked);
  if (id === undefined) {
    return E.left({ why: `no project in ${env.stack} has a record of the request ${asked}`, maybeAccepted: true });
  }
  if (another !== undefined) return over(`several projects have such a request: ${id}, ${another}; give one of these`);
  const ids = idsOf(id);
  if (ids === undefined) {
    return over(`"${id}" is neither a request's id nor a conversation's, company#project#request#sender`);
  }
  const guard = await guardOf(env, ids);
  const conversationId = ids.sender === undefined ? (guard?.winner.conversation_id ?? id) : id;
  if (guard?.erased_at !== undefined && guard.winner.conversation_id === conversationId) {
    return over(`${conversationId} was erased at ${guard.erased_at}`);
  }
  const isCancelled = `was cancelled at ${guard?.cancelled_at} before it was taken up: nothing is sent under its id`;
  if (guard?.cancelled_at !== undefined && ids.sender === undefined) return over(`the request ${id} ${isCancelled}`);
  if (guard?.winner.conversation_id === conversationId) {
    const record = await env.lookups.record(guard.winner);
    if (record !== undefined) return E.right({ record, foundBy: "the request's guard, one read" });
  }
  const { items, requests, readUnits } = await env.lookups.ofRequest(ids.companyId, ids.projectId, ids.requestId);
  const wanted = items.filter(({ conversation_id }) => ids.sender === undefined || conversation_id === id);
  const record = wanted.find(({ request_id_taken }) => request_id_taken !== true) ?? wanted[0];
  const foundBy = `company-id-project-id-index: all conversations of the project, ${requests} queries, ${readUnits} read units`;
  if (record !== undefined) return E.right({ record, foundBy });
  if (guard?.cancelled_at !== undefined) return over(`the request of ${id} ${isCancelled}`);
  return guard === undefined || guard.winner.conversation_id === conversationId
    ? E.left({ why: `there is no conversation ${conversationId} in ${env.stack}`, maybeAccepted: true })
    : over(
        `there is no conversation ${conversationId}: its request id was first used by ${guard.winner.conversation_id}`,
      );
};

/** Other records of a conversation's request, where there may be any: the one that took its id, or those that lost it. */
export const othersOf = async (
  { lookups }: Pick<OpsEnv, "lookups">,
  record: JsonObject,
): Promise<readonly JsonObject[]> => {
  if (record.request_id_taken !== true && record.conflicts === undefined) return [];
  const { company_id, project_id, request_id, primary_channel, conversation_id } = record;
  const { items } = await lookups.ofRequest(String(company_id), String(project_id), String(request_id));
  return items.filter((one) => one.primary_channel !== primary_channel || one.conversation_id !== conversation_id);
};

/** A conversation whose record the protocol can read. */
export const findReadable = async (env: OpsEnv, conversationId: string): Promise<E.Either<string, Conversation>> =>
  pipe(
    await findConversation(env, conversationId),
    E.mapLeft(({ why }) => why),
    E.chain(({ record }) => decodeOr(Conversation, (places) => `the record cannot be read: ${places}`)(record)),
  );
