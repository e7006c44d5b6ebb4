import { type ProviderOptions, type StandIn, serveProvider, withDefaults } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeConversationStore } from "./conversation";
import { createConversation, deleteConversation, deleteItem, listItems } from "./conversation-operations";
import { createResponse } from "./create-response";
import { retrieveModel } from "./models";
import { openAiError } from "./openai-error";
import { withKey } from "./with-key";

export type OpenAiOptions = ProviderOptions & {
  /** Keys answered 401; every other non-empty key is accepted. */
  readonly rejectKeys?: readonly string[];
  /** Conversations kept with their items; default 50,000. */
  readonly maxConversations?: number;
};

export type OpenAiStandIn = StandIn & {
  /** Conversations that are there. */
  readonly conversationIds: () => readonly string[];
  /** Items of conversations that are still there, those of deleted conversations included. */
  readonly itemsHeld: () => number;
};

/** Starts the OpenAI stand-in on 127.0.0.1; a client's base URL is its origin and `/v1`. */
export const startOpenAi = async (options: OpenAiOptions = {}): Promise<OpenAiStandIn> => {
  const setup = withDefaults(options);
  const { ledger, now, timer } = setup;
  const { rejectKeys = [], maxConversations = 50_000 } = options;
  const store = makeConversationStore(maxConversations);
  const timers = makeTimerSet(timer);
  const operations = [
    createResponse(store, ledger, now),
    createConversation(store, ledger, now),
    deleteConversation(store),
    listItems(store),
    deleteItem(store),
    retrieveModel,
  ].map(withKey((key) => !rejectKeys.includes(key)));
  const served = await serveProvider({ ...setup, provider: "openai", operations, errorAnswer: openAiError, timers });
  return { ...served, conversationIds: store.ids, itemsHeld: store.itemsHeld };
};
