import type { Channel } from "../request/channel";
import { addressFieldOf } from "../request/recipient-address";
import type { ContextObject } from "./context-object";
import { encodeMessage } from "./encode-message";

/** A message for one channel's queue. */
export type QueuedMessage = {
  readonly channel: Channel;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groupId: string;
};

/** Bytes of body and attributes together; SQS allows more today, the queues are declared with this. */
export const LARGEST_MESSAGE = 262_144;

const TYPE = "String";
const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/** Bytes that count against the limit: the body, and each attribute's name, type and value. */
export const sizeOf = ({ body, attributes }: QueuedMessage): number =>
  Object.entries(attributes).reduce(
    (total, [name, value]) => total + bytes(name) + bytes(TYPE) + bytes(value),
    bytes(body),
  );

const recipientAttribute = { recipient_tel: "recipientTel", recipient_email: "recipientEmail" } as const;

export const queuedMessage = (context: ContextObject): QueuedMessage => {
  const { company_data, recipient_data, request_data } = context.frontend_payload;
  const channel = request_data.channel_method;
  const field = addressFieldOf[channel];
  return {
    channel,
    body: encodeMessage(context),
    attributes: {
      channelMethod: channel,
      conversationId: context.conversation_data.conversation_id,
      routerTimestamp: context.metadata.accepted_at,
      [recipientAttribute[field]]: recipient_data[field] ?? "",
    },
    groupId: company_data.company_id,
  };
};
