import * as t from "io-ts";

/** What a client or an operator reads of a conversation's progress. */
export const ConversationStatus = t.keyof({
  processing: null,
  initial_message_sent: null,
  failed_secrets_fetch: null,
  failed_to_process_ai: null,
  failed_to_send_message: null,
  failed_unknown: null,
  delivery_unknown: null,
});
export type ConversationStatus = t.TypeOf<typeof ConversationStatus>;
