import { isRecord, isWholeNumber, type Json } from "../codec/problems";
import type { Answer } from "../server/operation";
import { type ConversationItem, type Metadata, parseInput, parseMetadata } from "./conversation";
import { openAiError } from "./openai-error";
import { parseResponseFormat, type ResponseFormat } from "./response-format";

export type ResponseRequest = {
  readonly model: string;
  readonly instructions: string | null;
  readonly input: readonly ConversationItem[];
  readonly conversation: string | null;
  readonly format: ResponseFormat;
  readonly maxOutputTokens: number | null;
  readonly metadata: Metadata;
  readonly given: Json;
};

export type ParsedResponseRequest =
  | { readonly ok: true; readonly request: ResponseRequest }
  | { readonly ok: false; readonly answer: Answer };

const echoed = [
  "include",
  "max_tool_calls",
  "moderation",
  "parallel_tool_calls",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "reasoning",
  "safety_identifier",
  "service_tier",
  "store",
  "temperature",
  "tool_choice",
  "top_logprobs",
  "top_p",
  "truncation",
  "user",
];
const read = ["model", "instructions", "input", "conversation", "text", "max_output_tokens", "metadata"];
const unsupported = [
  "background",
  "context_management",
  "previous_response_id",
  "prompt",
  "stream",
  "stream_options",
  "tools",
];

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);

const refuse = (message: string, param: string, code: string | null = null): ParsedResponseRequest => ({
  ok: false,
  answer: openAiError(400, code, message, param),
});

const conversationId = (value: unknown): string | null | undefined => {
  if (value === undefined || value === null) return null;
  const id = isRecord(value) ? value.id : value;
  return typeof id === "string" ? id : undefined;
};

/** Checks the body of a response request as OpenAI does; what the stand-in cannot do is refused by name. */
export const parseResponseRequest = (body: Json, modelIds: readonly string[]): ParsedResponseRequest => {
  for (const key of Object.keys(body)) {
    if (unsupported.includes(key)) {
      if (!isAbsent(body[key])) return refuse(`The local stand-in does not support '${key}'.`, key);
    } else if (!read.includes(key) && !echoed.includes(key)) {
      return refuse(`Unknown parameter: '${key}'.`, key, "unknown_parameter");
    }
  }
  const { model, instructions = null, safety_identifier: safety, max_output_tokens: limit = null } = body;
  if (typeof model !== "string" || model === "") {
    return refuse("Missing required parameter: 'model'.", "model", "missing_required_parameter");
  }
  if (!modelIds.includes(model))
    return refuse(`The requested model '${model}' does not exist.`, "model", "model_not_found");
  if (instructions !== null && typeof instructions !== "string") {
    return refuse("Invalid type for 'instructions': expected a string.", "instructions", "invalid_type");
  }
  if (!isAbsent(safety) && (typeof safety !== "string" || safety.length > 64)) {
    return refuse(
      "Invalid 'safety_identifier': expected at most 64 characters.",
      "safety_identifier",
      "string_above_max_length",
    );
  }
  if (limit !== null && !isWholeNumber(limit, 16, Number.MAX_SAFE_INTEGER)) {
    return refuse(
      "Invalid 'max_output_tokens': expected a whole number from 16.",
      "max_output_tokens",
      "integer_below_min_value",
    );
  }
  if (body.input === undefined)
    return refuse("Missing required parameter: 'input'.", "input", "missing_required_parameter");
  const input = parseInput(body.input);
  if (input === undefined) return refuse("Invalid type for 'input': expected text messages.", "input", "invalid_type");
  const conversation = conversationId(body.conversation);
  if (conversation === undefined) return refuse("Invalid type for 'conversation'.", "conversation", "invalid_type");
  const metadata = parseMetadata(body.metadata);
  if (typeof metadata === "string") return refuse(metadata, "metadata");
  const format = parseResponseFormat(body.text);
  if ("message" in format) return refuse(format.message, format.param, format.code);
  return {
    ok: true,
    request: { model, instructions, input, conversation, format, maxOutputTokens: limit, metadata, given: body },
  };
};
