import * as TE from "fp-ts/TaskEither";
import { type ReceivedMessage, readReceived, receivedBody } from "../../runtime/conversation/received-message";
import type { RepliesEnv } from "../../runtime/replies/replies-env";
import { fakeSecrets } from "./fake-providers";
import { gatheringLog } from "./gathering-log";
import { type InMemoryConversations, inMemoryConversations } from "./in-memory-conversations";
import { receivedMessage } from "./received-message";
import { manualClock } from "./time-and-chance";

/** A message as the queue of replies delivers it. */
export const receivedDelivery = (message: Partial<ReceivedMessage> = {}, receiveCount = 1) => ({
  messageId: "m-1",
  receiptHandle: "r-1",
  receiveCount,
  message: readReceived(receivedBody(receivedMessage(message))),
});

/** Ports in memory with which what people write is put on record. Chance is 0. */
export const repliesEnv = (
  overrides: Partial<RepliesEnv> = {},
  store: InMemoryConversations = inMemoryConversations(),
) => {
  const hidden: number[] = [];
  const { log, lines } = gatheringLog();
  const env: RepliesEnv = {
    settings: {
      receiptKeyName: "ai-multi-comms/receipt-key-dev",
      consentKeyName: "ai-multi-comms/consent-key-dev",
      maxReceiveCount: 5,
      retryFirstSeconds: 5,
      retrySpanSeconds: 1_800,
    },
    clock: manualClock(),
    companyProjects: { projectsOf: () => TE.right(["pi-aaa-001", "pi-aaa-002"]) },
    consents: store.consents,
    conversations: store.conversations,
    correspondence: store.correspondence,
    log,
    random: () => 0,
    secrets: fakeSecrets().secrets,
    visibility: { hide: (_, seconds) => TE.fromIO(() => void hidden.push(seconds)) },
    ...overrides,
  };
  return { env, store, lines, hidden };
};
