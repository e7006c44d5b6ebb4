import { randomUUID } from "node:crypto";
import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { decodeMessage, encodeContext, type Message } from "../../../runtime/conversation/message";
import type { Channel } from "../../../runtime/request/request";
import { companyRecord } from "./company-record";
import { deepOverride } from "./deep-override";
import { REQUEST_ID, validBody } from "./request";

const senderOf: Readonly<Record<Channel, string>> = {
  whatsapp: "447400654321",
  sms: "447400654322",
  email: "jobs@cucumber.example",
};

/** When the example request was accepted. */
export const ACCEPTED_AT = "2026-11-20T11:45:33.000Z";

/** A context object in JSON, as it may come from a queue, whether or not the overrides leave it valid. */
export const contextJson = (channel: Channel = "whatsapp", overrides: JsonObject = {}): JsonObject =>
  deepOverride(
    {
      frontend_payload: validBody({ request_data: { channel_method: channel } }),
      company_data_payload: companyRecord(),
      conversation_data: {
        conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#${senderOf[channel]}`,
        conversation_status: "initiated",
      },
      metadata: { router_version: "1.2.3", schema: 1, accepted_at: ACCEPTED_AT },
    },
    overrides,
  );

/** The message of a valid context object; overrides that make it invalid throw with the place. */
export const sampleMessage = (channel: Channel = "whatsapp", overrides: JsonObject = {}): Message => {
  const decoded = decodeMessage(contextJson(channel, overrides));
  if (E.isLeft(decoded)) throw new Error(`not a context object: ${decoded.left}`);
  return decoded.right;
};

const message = (channel: Channel) => {
  const requestId = randomUUID();
  return {
    messageId: requestId,
    receiptHandle: `handle of ${requestId}`,
    body: encodeContext(
      contextJson(channel, {
        frontend_payload: { request_data: { request_id: requestId } },
        conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${requestId}#447400654321` },
        metadata: { accepted_at: new Date().toISOString() },
      }),
    ),
    attributes: { ApproximateReceiveCount: "1" },
  };
};

/** An event source mapping's event with so many messages, each of a conversation of its own. */
export const queueEvent = (channel: Channel, messages: number): unknown => ({
  Records: Array.from({ length: messages }, () => message(channel)),
});
