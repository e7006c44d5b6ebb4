import * as TE from "fp-ts/TaskEither";
import type { Visibility } from "../../runtime/ports/queue";
import type { ProcessorEnv } from "../../runtime/processor/stages";
import { processorSettings } from "../../tools/measure/sample/functions";
import { fakeAssistant, fakeCarrier, fakeSecrets } from "./fake-providers";
import { gatheringLog, type LogLine } from "./gathering-log";
import { type InMemoryConversations, inMemoryConversations } from "./in-memory-conversations";
import { notGiven } from "./not-given";
import { type FakeTimer, fakeTimer, fixedIds, type ManualClock, manualClock } from "./time-and-chance";

type Hidden = { readonly receiptHandle: string; readonly seconds: number };
export type FakeVisibility = { readonly visibility: Visibility; readonly hidden: readonly Hidden[] };

/** Keeps for how long each message was hidden, in order. */
export const fakeVisibility = (): FakeVisibility => {
  const hidden: Hidden[] = [];
  return {
    visibility: {
      hide: (receiptHandle, seconds) =>
        TE.fromIO(() => {
          hidden.push({ receiptHandle, seconds });
        }),
    },
    hidden,
  };
};

/** A queue that does not change a message's visibility. */
export const stubbornVisibility: Visibility = { hide: () => TE.left({ _tag: "VisibilityUnchanged" }) };

/** No port at all: each fails with its own name. */
export const bareProcessorEnv = (given: Partial<ProcessorEnv> = {}): ProcessorEnv => ({
  settings: processorSettings(),
  assistant: { ask: notGiven("assistant.ask") },
  carrier: {
    send: notGiven("carrier.send"),
    list: notGiven("carrier.list"),
    templateVariables: notGiven("carrier.templateVariables"),
  },
  clock: { now: notGiven("clock.now") },
  conversations: {
    putNew: notGiven("conversations.putNew"),
    read: notGiven("conversations.read"),
    readGuard: notGiven("conversations.readGuard"),
    change: notGiven("conversations.change"),
    ofRecipient: notGiven("conversations.ofRecipient"),
  },
  deadline: { remainingMs: notGiven("deadline.remainingMs") },
  ids: { next: notGiven("ids.next") },
  log: {
    debug: notGiven("log.debug"),
    info: notGiven("log.info"),
    warn: notGiven("log.warn"),
    error: notGiven("log.error"),
  },
  random: notGiven("random"),
  receiptsUrl: "https://api.example.com/dev/receipts",
  secrets: { get: notGiven("secrets.get"), forgetAll: notGiven("secrets.forgetAll") },
  timer: { every: notGiven("timer.every") },
  visibility: { hide: notGiven("visibility.hide") },
  ...given,
});

export type HappyProcessor = {
  readonly env: ProcessorEnv;
  readonly store: InMemoryConversations;
  readonly clock: ManualClock;
  readonly timer: FakeTimer;
  readonly hidden: readonly Hidden[];
  readonly lines: readonly LogLine[];
};

/**
 * Ports in memory with which the example message is sent. A test overrides the one that it is about; of a fake that it
 * wants to look into, it makes one itself. Chance is 0, so that a delay has no jitter; 150 seconds are left.
 */
export const happyProcessorEnv = (overrides: Partial<ProcessorEnv> = {}): HappyProcessor => {
  const store = inMemoryConversations();
  const clock = manualClock();
  const timer = fakeTimer();
  const { visibility, hidden } = fakeVisibility();
  const { log, lines } = gatheringLog();
  const env = bareProcessorEnv({
    assistant: fakeAssistant().assistant,
    carrier: fakeCarrier([], clock).carrier,
    clock,
    conversations: store.conversations,
    deadline: { remainingMs: () => 150_000 },
    ids: fixedIds(),
    log,
    random: () => 0,
    secrets: fakeSecrets().secrets,
    timer: timer.timer,
    visibility,
    ...overrides,
  });
  return { env, store, clock, timer, hidden, lines };
};
