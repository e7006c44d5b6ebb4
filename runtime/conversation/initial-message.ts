import type { JsonObject } from "../codec/json-object";
import type { Draft } from "./draft";

export type InitialMessage = {
  readonly messageId: string;
  readonly deliveryStatus: string;
  /** As the carrier tells it; without it the variables stand for the text. */
  readonly text: string | undefined;
  readonly draft: Draft | undefined;
  readonly at: Date;
};

/** The first entry of a conversation's `messages`. */
export const initialMessage = ({ messageId, deliveryStatus, text, draft, at }: InitialMessage): JsonObject => ({
  message_id: messageId,
  timestamp: at.toISOString(),
  role: "assistant",
  content: text ?? JSON.stringify(draft?.variables ?? {}),
  prompt_tokens: draft?.prompt_tokens ?? 0,
  completion_tokens: draft?.completion_tokens ?? 0,
  total_tokens: draft?.total_tokens ?? 0,
  delivery_status: deliveryStatus,
});
