import * as E from "fp-ts/Either";
import type { JsonObject } from "../../runtime/codec/json";
import {
  type Conversation,
  type Draft,
  decodeConversation,
  type NewItem,
} from "../../runtime/conversation/conversation";
import { conversationKey, encodeContext, readMessage } from "../../runtime/conversation/message";
import { newConversation } from "../../runtime/conversation/record";
import { askingFrom } from "../../runtime/processor/claim";
import type { Claimed, Delivery } from "../../runtime/processor/stages";
import type { Channel } from "../../runtime/request/request";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { contextJson, sampleMessage } from "../../tools/measure/sample/queue-message";
import { START } from "./time-and-chance";

/** A queue message as it is received for the first time; `body` says what it holds. */
export const deliveryOfBody = (body: string, overrides: Partial<Delivery> = {}): Delivery => ({
  messageId: "message-1",
  receiptHandle: "receipt-1",
  receiveCount: 1,
  message: readMessage(body),
  ...overrides,
});

/** The example's queue message; `context` is put over its context object. */
export const delivery = (
  channel: Channel = "whatsapp",
  context: JsonObject = {},
  overrides: Partial<Delivery> = {},
): Delivery => deliveryOfBody(encodeContext(contextJson(channel, context)), overrides);

/** The example's record as the first claim makes it, by `worker-1`, with a lease that has just ended. */
export const claimedRecord = (
  channel: Channel = "whatsapp",
  claim: Partial<Parameters<typeof newConversation>[0]> = {},
): NewItem =>
  newConversation({
    message: sampleMessage(channel),
    lease: { lease_owner: "worker-1", lease_until: START },
    at: new Date(Date.parse(START) - 160_000),
    processorVersion: "2.3.4",
    reconcileAfterSeconds: 270,
    ttlDays: undefined,
    ...claim,
  });

/** A claim of the example's conversation at START, held for some seconds. */
export const exampleClaim = (claim: Partial<Claimed> = {}, seconds = 160): Claimed => {
  const message = claim.message ?? sampleMessage();
  const until = new Date(Date.parse(START) + seconds * 1_000);
  return {
    message,
    key: conversationKey(message),
    lease: { lease_owner: "worker-1", lease_until: until.toISOString() },
    claimedAt: new Date(START),
    heldUntil: () => until,
    savedDraft: undefined,
    absences: 0,
    asking: askingFrom(),
    ...claim,
  };
};

/** What the assistant has written for the example. */
export const exampleDraft = (variables: Draft["variables"] = { "1": "Ada" }): Draft => ({
  variables,
  thread_id: "conv_1",
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
});

/** That record, decoded, with `overrides` put over it. */
export const processorRecord = (overrides: JsonObject = {}, channel: Channel = "whatsapp"): Conversation => {
  const decoded = decodeConversation(deepOverride(claimedRecord(channel), overrides));
  if (E.isLeft(decoded)) throw new Error(decoded.left.reason);
  return decoded.right;
};
