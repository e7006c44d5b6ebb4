import * as E from "fp-ts/Either";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Conversation } from "../../../runtime/conversation/conversation";
import { decodeConversation } from "../../../runtime/conversation/conversation";
import type { Change } from "../../../runtime/conversation/transitions";
import { eventMessageOf } from "../../../runtime/events/event-message-of";
import { eventsOf, type HappenedEvent } from "../../../runtime/events/events-of";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { undescribedEvent } from "../../helpers/described";
import { inMemoryConversations, keyOfRecord, type Write } from "../../helpers/in-memory-conversations";
import { claimedRecord } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";

/** As a project's record names its webhook. */
export const webhookRecord = {
  url: "https://example.com/events",
  secret_id: "ai-multi-comms/webhook-secret/cucumber-recruitment/clarify-cv-dev",
};

/** The example's message, of a project with a webhook. */
export const toldMessage = () => sampleMessage("whatsapp", { company_data_payload: { webhook: webhookRecord } });

/** Some seconds after the start. */
export const at = (seconds: number): Date => new Date(Date.parse(START) + seconds * 1000);

/** What a write tells; with people's words or without, it is what the published description says of its type. */
export const happenedBy = ({ old, now }: Write): readonly HappenedEvent[] => {
  const happened = eventsOf(old, now);
  if (E.isLeft(happened)) throw new Error(happened.left.reason);
  for (const event of happened.right)
    for (const hasContent of [true, false])
      assert.equal(undescribedEvent(eventMessageOf(event, "pi-aaa-001", hasContent).body), []);
  return happened.right;
};

/** What a conversation's own writes make of its record, of a project with a webhook, and what that tells. */
export const toldConversation = async (first: JsonObject = claimedRecord("whatsapp", { message: toldMessage() })) => {
  const store = inMemoryConversations();
  store.put(first);
  const key = keyOfRecord(first);
  const record = (): Conversation => {
    const decoded = decodeConversation(store.find(key));
    if (E.isLeft(decoded)) throw new Error(decoded.left.reason);
    return decoded.right;
  };
  const change = async (changeOf: (conversation: Conversation) => Change): Promise<void> => {
    const result = await store.conversations.change(key, changeOf(record()))();
    if (E.isLeft(result)) throw new Error(result.left._tag);
  };
  /** What has happened since this was last asked. */
  const told = (): readonly HappenedEvent[] => store.writes.splice(0).flatMap(happenedBy);
  return { store, key, record, change, told };
};
