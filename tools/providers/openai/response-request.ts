import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { named, optional, wholeNumber } from "../codec/problems";
import type { Answer } from "../server/operation";
import { type ConversationItem, Input, itemsOf, Metadata, metadataRefusals } from "./conversation";
import { models } from "./models";
import { type Refusals, readParameters, refusal } from "./parameters";
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
  conversation: optional(t.string),
  metadata: optional(Metadata),
  text: optional(Text),
  store: optional(t.boolean),
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
  store: ["invalid_type", "Invalid type for 'store'."],
};

export type ResponseRequest = {
  readonly model: string;
  readonly instructions: string | null;
  readonly input: readonly ConversationItem[];
  readonly conversation: string | null;
  readonly format: ResponseFormat;
  readonly maxOutputTokens: number | null;
  readonly metadata: Metadata;
  readonly safetyIdentifier: string | null;
  readonly store: boolean;
};

/** Checks the body of a response request as OpenAI does; what the stand-in cannot do is refused by name. */
export const readResponseRequest = (body: string): E.Either<Answer, ResponseRequest> =>
  pipe(
    readParameters(body, ResponseBody, refusals),
    E.filterOrElse(
      ({ model }) => Object.hasOwn(models, model),
      ({ model }) => refusal("model", "model_not_found", `The requested model '${model}' does not exist.`),
    ),
    E.bindTo("read"),
    E.bind("format", ({ read: { text } }) => responseFormat(text)),
    E.map(({ read, format }) => ({
      model: read.model,
      instructions: read.instructions ?? null,
      input: itemsOf(read.input),
      conversation: read.conversation ?? null,
      format,
      maxOutputTokens: read.max_output_tokens ?? null,
      metadata: read.metadata ?? {},
      safetyIdentifier: read.safety_identifier ?? null,
      store: read.store ?? true,
    })),
  );
