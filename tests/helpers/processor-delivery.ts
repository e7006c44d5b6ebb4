import type { JsonObject } from "../../runtime/codec/json-object";
import { encodeMessage } from "../../runtime/context/encode-message";
import type { Delivery } from "../../runtime/processor/delivery";
import type { Channel } from "../../runtime/request/channel";
import { contextJson } from "./context-object";

/** A queue message as it is received for the first time; `body` says what it holds. */
export const deliveryOfBody = (body: string, overrides: Partial<Delivery> = {}): Delivery => ({
  messageId: "message-1",
  receiptHandle: "receipt-1",
  receiveCount: 1,
  body,
  ...overrides,
});

/** The example's queue message; `context` is put over its context object. */
export const delivery = (
  channel: Channel = "whatsapp",
  context: JsonObject = {},
  overrides: Partial<Delivery> = {},
): Delivery => deliveryOfBody(encodeMessage(contextJson(channel, context)), overrides);
