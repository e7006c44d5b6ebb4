import { type Answer, defaultErrorText } from "../server/operation";

const messages: Readonly<Record<string, string>> = {
  invalid_api_key:
    "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
  insufficient_quota: "You exceeded your current quota, please check your plan and billing details.",
  rate_limit_exceeded: "Rate limit reached for requests. Please try again in 1s.",
  conversation_locked: "Another process is currently operating on this conversation. Please retry in a few seconds.",
  server_error: "The server had an error while processing your request. Sorry about that!",
};

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
      message: message ?? messages[code ?? (status >= 500 ? "server_error" : "")] ?? defaultErrorText(status),
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
