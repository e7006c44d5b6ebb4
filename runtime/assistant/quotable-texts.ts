import type { ChannelSetup } from "../company/channel-setup";
import type { ContextObject } from "../context/context-object";

/** Every text and number within a value, names of fields included. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(textsIn)
    : Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)]);
};

/** What a message's addresses and numbers may come from: the request's data, the company's names and senders, and the project's own instructions. */
export const quotableTexts = (
  { frontend_payload, company_data_payload }: ContextObject,
  { assistant, sender }: Pick<ChannelSetup, "assistant" | "sender">,
): readonly string[] => {
  const { company_name, project_name, company_rep, channel_config } = company_data_payload;
  return textsIn([
    frontend_payload.project_data,
    frontend_payload.recipient_data,
    [company_name, project_name, company_rep, channel_config],
    [assistant.instructions, assistant.content_variables, sender],
  ]);
};
