import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeOr, type JsonObject } from "../../../runtime/codec/json";
import { Conversation } from "../../../runtime/conversation/conversation";
import { guardKeyOf, RequestGuard } from "../../../runtime/conversation/request-guard";
import type { OpsEnv } from "../connect/ops-env";

type Ids = { readonly companyId: string; readonly projectId: string; readonly requestId: string };

type FoundConversation = {
  readonly record: JsonObject;
  /** How the recipient's address, which the id does not hold, was found. */
  readonly foundBy: string;
};

/** `company#project#request#sender`; only the sender may hold another `#`. */
const idsOf = (conversationId: string): Ids | undefined => {
  const [companyId = "", projectId = "", requestId = "", ...sender] = conversationId.split("#");
  return [companyId, projectId, requestId, sender.join("#")].includes("")
    ? undefined
    : { companyId, projectId, requestId };
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
  conversationId: string,
): Promise<E.Either<string, FoundConversation>> => {
  const ids = idsOf(conversationId);
  if (ids === undefined) {
    return E.left(`"${conversationId}" is no conversation id: it has the form company#project#request#sender`);
  }
  const guard = await guardOf(env, ids);
  if (guard?.erased_at !== undefined && guard.winner.conversation_id === conversationId) {
    return E.left(`${conversationId} was erased at ${guard.erased_at}`);
  }
  if (guard?.winner.conversation_id === conversationId) {
    const record = await env.lookups.record(guard.winner);
    if (record !== undefined) return E.right({ record, foundBy: "the request's guard, one read" });
  }
  const { items, requests, readUnits } = await env.lookups.inProject(ids.companyId, ids.projectId, conversationId);
  const [record] = items;
  const foundBy = `company-id-project-id-index: all conversations of the project, ${requests} queries, ${readUnits} read units`;
  if (record !== undefined) return E.right({ record, foundBy });
  return E.left(
    guard === undefined || guard.winner.conversation_id === conversationId
      ? `there is no conversation ${conversationId} in ${env.stack}`
      : `there is no conversation ${conversationId}: its request id was first used by ${guard.winner.conversation_id}`,
  );
};

/** A conversation whose record the protocol can read. */
export const findReadable = async (env: OpsEnv, conversationId: string): Promise<E.Either<string, Conversation>> =>
  pipe(
    await findConversation(env, conversationId),
    E.chain(({ record }) => decodeOr(Conversation, (places) => `the record cannot be read: ${places}`)(record)),
  );
