import type { Faults } from "../faults";
import type { Ledger } from "../ledger";
import type { ProviderOptions } from "../provider-options";
import { providerSetup } from "../provider-setup";
import { serveProvider } from "../serve-provider";
import { makeTimerSet } from "../timer-set";
import { makeConversationStore } from "./conversation-store";
import { createConversation } from "./create-conversation";
import { createResponse } from "./create-response";
import { deleteConversation } from "./delete-conversation";
import { deleteItem } from "./delete-item";
import { listItems } from "./list-items";
import { defaultModels, listModels, type OpenAiModel, retrieveModel } from "./models";
import { openAiError } from "./openai-error";
import { retrieveConversation } from "./retrieve-conversation";
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
  readonly faults: Faults;
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
