import { vocabularies } from "../injected-faults/vocabulary";
import { type Answer, defaultErrorText } from "../server/operation";

const typeOf = (status: number, code: string | null): string => {
  if (code === "insufficient_quota") return "insufficient_quota";
  if (code === "rate_limit_exceeded") return "requests";
  return status >= 500 ? "server_error" : "invalid_request_error";
};

/** An error answer in OpenAI's shape; `rate_limit_exceeded` carries `retry-after: 1`. */
export const openAiError = (
  status: number,
  code: string | null,
  message?: string,
  param: string | null = null,
): Answer => ({
  status,
  headers: code === "rate_limit_exceeded" ? { "retry-after": "1" } : {},
  body: {
    error: {
      message:
        message ??
        vocabularies.openai.codes[code ?? (status >= 500 ? "server_error" : "")]?.message ??
        defaultErrorText(status),
      type: typeOf(status, code),
      param,
      code,
    },
  },
});

/** What follows reasoning must be what the model made of it. */
export const brokenThread = (id: string): Answer =>
  openAiError(400, null, `Item '${id}' of type 'reasoning' was provided without its required following item.`, "input");

export const conversationNotFound = (id: string): Answer =>
  openAiError(404, null, `Conversation with id '${id}' not found.`);
