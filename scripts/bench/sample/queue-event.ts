import { randomUUID } from "node:crypto";
import { encodeMessage } from "../../../runtime/context/encode-message";
import type { Channel } from "../../../runtime/request/channel";
import { contextJson } from "../../../tests/helpers/context-object";

const message = (channel: Channel) => {
  const requestId = randomUUID();
  return {
    messageId: requestId,
    receiptHandle: `handle of ${requestId}`,
    body: encodeMessage(
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
