import * as t from "io-ts";
import type { ModelPrice } from "../../../runtime/assistant/estimated-cost";
import { namedType } from "../named-type";
import { mapOf, text } from "../setting";

const ORIGIN = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/;

const providerOrigin = (provider: string, fallback: string) =>
  text({
    pattern: ORIGIN,
    expected: "an origin: scheme, host and perhaps port, without a path",
    fallback,
    example: fallback,
    about: `Origin of ${provider}'s API; the engine appends paths.`,
  });

const Price = namedType("a number from 0", (input): input is number => typeof input === "number" && input >= 0);

const fields: Readonly<Record<keyof ModelPrice, t.Type<number>>> = {
  promptPerMillion: Price,
  completionPerMillion: Price,
};

const Priced = namedType(
  "promptPerMillion and completionPerMillion",
  (input): input is ModelPrice =>
    t.type(fields).is(input) && Object.keys(input).every((name) => Object.hasOwn(fields, name)),
);

/** Where the providers are, and what they cost. */
export const providerSettings = {
  openaiUrl: providerOrigin("OpenAI", "https://api.openai.com"),
  twilioUrl: providerOrigin("Twilio", "https://api.twilio.com"),
  sendgridUrl: providerOrigin("SendGrid", "https://api.sendgrid.com"),
  modelPrices: mapOf(Priced, "prices by model, each with promptPerMillion and completionPerMillion, numbers from 0", {
    fallback: {},
    example: '{ "gpt-6-luna": { "promptPerMillion": 1, "completionPerMillion": 4 } }',
    about:
      "What OpenAI charges for a million tokens, in any currency, from your contract or its price list; a model without a price has no cost metric.",
  }),
} as const;
