import { isJsonObject } from "../codec/json-object";

/** Whether a channel's assistant is still only an id of OpenAI's Assistants, which ended on 2026-08-26. */
export const refersToAssistantId = (config: unknown): boolean =>
  isJsonObject(config) &&
  config.template_sender === undefined &&
  typeof config.assistant_id_template_sender === "string";
