import type { InjectedFaults } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import { type ProviderOptions, providerSetup, serveProvider } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeConversationStore } from "./conversation";
import {
  createConversation,
  deleteConversation,
  deleteItem,
  listItems,
  retrieveConversation,
} from "./conversation-operations";
import { createResponse } from "./create-response";
import { defaultModels, listModels, type OpenAiModel, retrieveModel } from "./models";
import { openAiError } from "./openai-error";
import { withKey } from "./with-key";

export type OpenAiOptions = ProviderOptions & {
  /** Keys answered 401; every other non-empty key is accepted. */
  readonly rejectKeys?: readonly string[];
  readonly models?: readonly OpenAiModel[];
  /** Conversations kept with their items; default 50,000. */
  readonly maxConversations?: number;
};

export type OpenAiStandIn = {
  /** The origin; an OpenAI client's base URL is this and `/v1`. */
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  /** Items of conversations that are still there, those of deleted conversations included. */
  readonly itemsHeld: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts the OpenAI stand-in on 127.0.0.1: conversations, responses and models. */
export const startOpenAi = async (options: OpenAiOptions = {}): Promise<OpenAiStandIn> => {
  const setup = providerSetup(options);
  const { ledger, faults, now, timer } = setup;
  const { rejectKeys = [], models = defaultModels } = options;
  const store = makeConversationStore(options.maxConversations ?? 50_000);
  const timers = makeTimerSet(timer);
  const operations = [
    createResponse({ store, ledger, modelIds: models.map(({ id }) => id), now }),
    createConversation(store, ledger, now),
    retrieveConversation(store),
    deleteConversation(store),
    listItems(store),
    deleteItem(store),
    listModels(models),
    retrieveModel(models),
  ].map(withKey((key) => !rejectKeys.includes(key)));
  const server = await serveProvider(
    { provider: "openai", operations, errorAnswer: openAiError, ...setup, timers },
    options.port,
  );
  return {
    url: server.url,
    ledger,
    faults,
    itemsHeld: store.itemsHeld,
    stop: async () => {
      timers.cancelAll();
      await server.stop();
    },
  };
};
