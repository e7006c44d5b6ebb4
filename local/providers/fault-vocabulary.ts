import type { ProviderName } from "./provider-name";

type Vocabulary = {
  readonly operations: readonly string[];
  /** The HTTP status that goes with each of the provider's error codes; other codes need a `status`. */
  readonly codes: Readonly<Record<string, number>>;
};

export const faultVocabulary: Readonly<Record<ProviderName, Vocabulary>> = {
  openai: {
    operations: [
      "conversations.create",
      "conversations.retrieve",
      "conversations.delete",
      "conversations.items.list",
      "conversations.items.delete",
      "responses.create",
      "models.list",
      "models.retrieve",
    ],
    codes: {
      invalid_api_key: 401,
      insufficient_quota: 429,
      rate_limit_exceeded: 429,
      model_not_found: 400,
      server_error: 500,
    },
  },
  twilio: {
    operations: ["messages.create", "messages.list", "messages.fetch", "content.fetch"],
    codes: {
      "20003": 401,
      "20404": 404,
      "20429": 429,
      "21211": 400,
      "21408": 403,
      "21608": 400,
      "21610": 400,
      "21635": 400,
      "21655": 400,
      "21656": 400,
      "63016": 400,
      "63018": 429,
      "63021": 400,
    },
  },
  sendgrid: { operations: ["mail.send"], codes: {} },
};
