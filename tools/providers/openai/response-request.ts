import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import type { JsonObject } from "../../../runtime/codec/json";
import { named, optional, wholeNumber } from "../codec/problems";
import type { Answer } from "../server/operation";
import { type ConversationItem, Input, itemsOf, Metadata, metadataRefusals } from "./conversation";
import { models } from "./models";
import { type Refusals, readParameters, refusal, unknownParameter } from "./parameters";
import { type ResponseFormat, responseFormat, Text, textRefusals } from "./response-format";

/** In the order in which they are checked. */
const ResponseBody = t.type({
  model: named("a name", (input): input is string => typeof input === "string" && input !== ""),
  instructions: optional(t.string),
  safety_identifier: optional(
    named("at most 64 characters", (input): input is string => typeof input === "string" && input.length <= 64),
  ),
  max_output_tokens: optional(wholeNumber(16, Number.MAX_SAFE_INTEGER)),
  input: Input,
  conversation: optional(t.union([t.string, t.type({ id: t.string })])),
  metadata: optional(Metadata),
  text: optional(Text),
});

const refusals: Refusals = {
  model: ["missing_required_parameter", "Missing required parameter: 'model'."],
  instructions: ["invalid_type", "Invalid type for 'instructions': expected a string."],
  safety_identifier: ["string_above_max_length", "Invalid 'safety_identifier': expected at most 64 characters."],
  max_output_tokens: ["integer_below_min_value", "Invalid 'max_output_tokens': expected a whole number from 16."],
  input: ["invalid_type", "Invalid type for 'input': expected text messages."],
  conversation: ["invalid_type", "Invalid type for 'conversation'."],
  ...metadataRefusals,
  ...textRefusals,
};

/** What the response repeats as it was given. */
const echoed = [
  "include",
  "max_tool_calls",
  "moderation",
  "parallel_tool_calls",
  "prompt_cache_key",
  "prompt_cache_options",
  "prompt_cache_retention",
  "reasoning",
  "service_tier",
  "store",
  "temperature",
  "tool_choice",
  "top_logprobs",
  "top_p",
  "truncation",
  "user",
];
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

const allow = (param: string, value: unknown): E.Either<Answer, unknown> => {
  if (unsupported.includes(param))
    return isAbsent(value)
      ? E.right(value)
      : E.left(refusal(param, null, `The local stand-in does not support '${param}'.`));
  const known = Object.hasOwn(ResponseBody.props, param) || echoed.includes(param);
  return known ? E.right(value) : E.left(unknownParameter(param));
};

export type ResponseRequest = {
  readonly model: string;
  readonly instructions: string | null;
  readonly input: readonly ConversationItem[];
  readonly conversation: string | null;
  readonly format: ResponseFormat;
  readonly maxOutputTokens: number | null;
  readonly metadata: Metadata;
  readonly given: JsonObject;
};

/** Checks the body of a response request as OpenAI does; what the stand-in cannot do is refused by name. */
export const readResponseRequest = (body: string): E.Either<Answer, ResponseRequest> =>
  pipe(
    readParameters(body, allow, ResponseBody, refusals),
    E.filterOrElse(
      ({ read: { model } }) => Object.hasOwn(models, model),
      ({ read: { model } }) => refusal("model", "model_not_found", `The requested model '${model}' does not exist.`),
    ),
    E.bind("format", ({ read: { text } }) => responseFormat(text)),
    E.map(({ given, read, format }) => ({
      model: read.model,
      instructions: read.instructions ?? null,
      input: itemsOf(read.input),
      conversation: (typeof read.conversation === "string" ? read.conversation : read.conversation?.id) ?? null,
      format,
      maxOutputTokens: read.max_output_tokens ?? null,
      metadata: read.metadata ?? {},
      given,
    })),
  );
