import type { JsonObject } from "../../../runtime/codec/json";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import { contextOf, conversationKey, encodeContext } from "../../../runtime/conversation/message";
import type { Channel } from "../../../runtime/request/request";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { fixedId } from "../../helpers/time-and-chance";
import { recordWithWebhook } from "../../runtime/webhooks/webhooks-fixture";

/** A client's request: its number is its idempotency key, its recipient is one of a row of addresses. */
export type Request = {
  readonly id: number;
  readonly channel: Channel;
  readonly recipient: number;
  /** Another note under the same id is a conflicting reuse. */
  readonly note?: string;
  /** The project's own, where they are not the usual ones. */
  readonly limits?: JsonObject;
};

/** A request as the router has queued it. */
export type Queued = { readonly request: Request; readonly key: ConversationKey; readonly body: string };

export const senderOf: Readonly<Record<Channel, string>> = {
  whatsapp: "447400654321",
  sms: "447400654322",
  email: "jobs@cucumber.example",
};

const overridesOf = (
  { id, channel, recipient, note = "first", limits = {} }: Request,
  acceptedAt: Date,
): JsonObject => ({
  frontend_payload: {
    request_data: { request_id: fixedId(id), channel_method: channel },
    recipient_data: {
      recipient_tel: `+4474001${String(recipient).padStart(5, "0")}`,
      recipient_email: `person${recipient}@example.com`,
    },
    project_data: { note },
  },
  company_data_payload: { rate_limits: limits, webhook: recordWithWebhook().webhook },
  conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${fixedId(id)}#${senderOf[channel]}` },
  metadata: { accepted_at: acceptedAt.toISOString() },
});

export const queuedRequest = (request: Request, acceptedAt: Date): Queued => {
  const message = sampleMessage(request.channel, overridesOf(request, acceptedAt));
  return { request, key: conversationKey(message), body: encodeContext(contextOf(message)) };
};
