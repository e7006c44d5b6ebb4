import type { Answer } from "../exchange";
import { openAiError } from "./openai-error";

export const conversationNotFound = (id: string): Answer =>
  openAiError(404, null, `Conversation with id '${id}' not found.`);
