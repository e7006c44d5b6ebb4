import * as TE from "fp-ts/TaskEither";
import OpenAI, { APIError } from "openai";
import { removeThread } from "../../../runtime/adapters/openai-threads";
import type { Threads } from "./ops-env";

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
