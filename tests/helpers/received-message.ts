import type { ReceivedMessage } from "../../runtime/conversation/received-message";
import { START } from "./time-and-chance";

/** What the example's recipient writes back by SMS. */
export const receivedMessage = (overrides: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  kind: "received",
  schema: 1,
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  channel: "sms",
  our_address: "+447400654322",
  their_address: "+447400123456",
  message_id: "SM1",
  received_at: START,
  via: "webhook",
  message_kind: "text",
  text: "Yes please",
  full_text: null,
  media: [],
  reply_to: null,
  reply_token: null,
  keyword: null,
  user_id: null,
  trusted: true,
  ...overrides,
});
