import * as TE from "fp-ts/TaskEither";
import OpenAI, { APIError, NotFoundError } from "openai";
import type { RemovedThread, Threads } from "../ports/assistant";

/** Undefined for what is not there (any more). */
const unlessMissing = async <A>(asked: Promise<A>): Promise<A | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
};

const itemIds = async (
  client: OpenAI,
  threadId: string,
  options: OpenAI.RequestOptions,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { id } of client.conversations.items.list(threadId, { limit: 100 }, options)) {
    if (typeof id === "string") ids.push(id);
  }
  return ids;
};

/** Deletes a conversation at OpenAI; one that is gone already is found no more. Deleting it does not delete its items, so these go first. */
export const removeThread = async (
  client: OpenAI,
  threadId: string,
  options: OpenAI.RequestOptions = {},
): Promise<RemovedThread> => {
  const ids = await unlessMissing(itemIds(client, threadId, options));
  if (ids === undefined) return { items: 0, found: false };
  for (const id of ids)
    await unlessMissing(client.conversations.items.delete(id, { conversation_id: threadId }, options));
  await unlessMissing(client.conversations.delete(threadId, options));
  return { items: ids.length, found: true };
};

const TIMEOUT_MS = 30_000;

/** OpenAI's messages may quote what they are about: only status and code are told. */
const told = (error: unknown): string =>
  error instanceof APIError
    ? `OpenAI answers ${error.status === undefined ? "not at all" : `${error.status} (${error.code ?? "no code"})`}`
    : "OpenAI cannot be asked";

/** OpenAI's Conversations. */
export const openaiThreads = (openaiUrl: string): Threads => ({
  remove: (apiKey, threadId) => {
    const client = new OpenAI({ apiKey, baseURL: `${openaiUrl}/v1`, maxRetries: 2, timeout: TIMEOUT_MS });
    return TE.tryCatch(() => removeThread(client, threadId), told);
  },
});
