import type { ContextObject } from "../context/context-object";
import { addressFieldOf } from "../request/recipient-address";

/** A conversation's place in the table: the recipient's address, and the conversation's id. */
export type ConversationKey = { readonly primary_channel: string; readonly conversation_id: string };

export const conversationKey = ({ frontend_payload, conversation_data }: ContextObject): ConversationKey => ({
  primary_channel: frontend_payload.recipient_data[addressFieldOf[frontend_payload.request_data.channel_method]] ?? "",
  conversation_id: conversation_data.conversation_id,
});
