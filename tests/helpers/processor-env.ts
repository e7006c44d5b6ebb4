import * as TE from "fp-ts/TaskEither";
import type { Visibility } from "../../runtime/ports/queue";
import type { ProcessorEnv } from "../../runtime/processor/stages";
import { processorSettings } from "../../tools/measure/sample/functions";
import { type AssistantStep, type CarrierStep, fakeAssistant, fakeCarrier, fakeSecrets } from "./fake-providers";
import { gatheringLog } from "./gathering-log";
import { inMemoryConversations } from "./in-memory-conversations";
import { barePort, notGiven } from "./not-given";
import { fakeTimer, fixedIds, manualClock } from "./time-and-chance";

/** A queue that does not change a message's visibility. */
export const stubbornVisibility: Visibility = { hide: () => TE.left({ _tag: "VisibilityUnchanged" }) };

/** No port at all: each fails with its own name. */
export const bareProcessorEnv = (given: Partial<ProcessorEnv> = {}): ProcessorEnv => ({
  settings: processorSettings(),
  assistant: barePort("assistant"),
  carrier: barePort("carrier"),
  clock: barePort("clock"),
  consents: barePort("consents"),
  conversations: barePort("conversations"),
  deadline: barePort("deadline"),
  ids: barePort("ids"),
  log: barePort("log"),
  random: notGiven("random"),
  receiptsUrl: "https://api.example.com/dev/receipts",
  unsubscribeUrl: "https://api.example.com/dev/unsubscribe",
  secrets: barePort("secrets"),
  timer: barePort("timer"),
  visibility: barePort("visibility"),
  ...given,
});

export type HappyProcessor = ReturnType<typeof happyProcessorEnv>;

/** The same ports, with something that happens right before the carrier is called. */
export const beforeSending = (happy: HappyProcessor, act: (happy: HappyProcessor) => void): ProcessorEnv => {
  const { carrier } = happy.env;
  const send: typeof carrier.send = (...args) => {
    act(happy);
    return carrier.send(...args);
  };
  return { ...happy.env, carrier: { ...carrier, send } };
};

/**
 * Ports in memory with which the example message is sent. A test overrides the one that it is about, and says what the
 * fake carrier and assistant do first. Chance is 0, so that a delay has no jitter; 150 seconds are left.
 */
export const happyProcessorEnv = (
  overrides: Partial<ProcessorEnv> = {},
  carrierSteps: readonly CarrierStep[] = [],
  assistantSteps: readonly AssistantStep[] = [],
) => {
  const store = inMemoryConversations();
  const clock = manualClock();
  const timer = fakeTimer();
  const hidden: { readonly receiptHandle: string; readonly seconds: number }[] = [];
  const hide: Visibility["hide"] = (receiptHandle, seconds) =>
    TE.fromIO(() => void hidden.push({ receiptHandle, seconds }));
  const { log, lines } = gatheringLog();
  const { assistant, calls: asked, opened, closed } = fakeAssistant(...assistantSteps);
  const { carrier, calls, sends } = fakeCarrier(carrierSteps, clock);
  const env = bareProcessorEnv({
    assistant,
    carrier,
    clock,
    consents: store.consents,
    conversations: store.conversations,
    deadline: { remainingMs: () => 150_000 },
    ids: fixedIds(),
    log,
    random: () => 0,
    secrets: fakeSecrets().secrets,
    timer: timer.timer,
    visibility: { hide },
    ...overrides,
  });
  return { env, store, clock, timer, hidden, lines, asked, opened, closed, calls, sends };
};
