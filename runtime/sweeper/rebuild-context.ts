import type * as E from "fp-ts/Either";
import { decodeOr } from "../codec/decode-or";
import { isJsonObject, type JsonObject } from "../codec/json-object";
import { pick } from "../codec/pick";
import { ContextObject } from "../context/context-object";
import { recipientAttributes } from "../conversation/recipient-attributes";

const objectAt = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The context object that a record came from, as far as a processor reads it. */
const contextOf = (record: JsonObject): JsonObject => {
  const channel = String(record.channel_method);
  return {
    frontend_payload: {
      company_data: pick(record, ["company_id", "project_id"]),
      recipient_data: { ...objectAt(record.recipient_data), ...pick(record, recipientAttributes) },
      request_data: pick(record, ["request_id", "channel_method", "initial_request_timestamp"]),
      project_data: objectAt(record.project_data),
    },
    company_data_payload: {
      ...pick(record, [
        "company_id",
        "project_id",
        "company_name",
        "project_name",
        "company_rep",
        "allowed_channels",
        "project_status",
        "conversation_ttl_days",
      ]),
      rate_limits: pick(record, ["max_message_length"]),
      ai_config: { openai_config: { [channel]: record.ai_config } },
      channel_config: { [channel]: record.channel_config },
    },
    conversation_data: { conversation_id: record.conversation_id, conversation_status: "initiated" },
    metadata: { router_version: record.router_version, schema: 1, accepted_at: record.accepted_at },
  };
};

export type NotRebuilt = { readonly _tag: "NotRebuilt"; readonly reason: string };

/** A fresh message for a conversation whose own message is gone. */
export const rebuildContext = (record: JsonObject): E.Either<NotRebuilt, ContextObject> =>
  decodeOr(ContextObject, (places): NotRebuilt => ({ _tag: "NotRebuilt", reason: places }))(contextOf(record));
