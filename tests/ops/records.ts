import type { JsonObject } from "../../runtime/codec/json-object";
import { guardItem, requestGuard } from "../../runtime/conversation/request-guard";
import type { Channel } from "../../runtime/request/channel";
import { contextObject } from "../helpers/context-object";
import { START } from "../helpers/manual-clock";
import { processorRecord } from "../helpers/processor-record";

export const attempt = { attempt_id: "attempt-1", sending_at: "2026-11-20T11:43:00.000Z" };

const draft = {
  variables: { "1": "Ada" },
  thread_id: "conv_1",
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
};

const NOT_INDEXED = { check_bucket: undefined, next_check_at: undefined };

/** A conversation that the sweeper has given up. */
export const givenUp = (overrides: JsonObject = {}, channel: Channel = "email"): JsonObject =>
  processorRecord(
    {
      send_state: "uncertain",
      conversation_status: "delivery_unknown",
      failure_reason: "the carrier keeps no list and sent no receipt",
      draft,
      ...attempt,
      attempts: [attempt],
      ...NOT_INDEXED,
      ...overrides,
    },
    channel,
  );

/** A conversation whose message lies in the dead letters. */
export const deadLettered = (overrides: JsonObject = {}): JsonObject =>
  processorRecord({
    conversation_status: "failed_to_process_ai",
    failure_reason: "assistant: status 500",
    ...NOT_INDEXED,
    ...overrides,
  });

/** The guard of the example's request. */
export const guardRecord = (channel: Channel = "email"): JsonObject =>
  guardItem(requestGuard(contextObject(channel)), new Date(START), undefined);
