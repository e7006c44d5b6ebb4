import { randomInt, randomUUID } from "node:crypto";
import type * as E from "fp-ts/Either";
import type { Channel } from "../../../runtime/request/request";
import type { OpsEnv } from "../../ops/connect/ops-env";
import type { ScenarioView } from "../api/about";
import { exampleData, requestOf } from "../api/try-request";
import type { Outcome } from "../server/console-parts";
import type { EngineFeed, FeedEvent, LocalEngine } from "../source/local/engine-feed";
import type { PastEvents } from "../source/local/past-events";
import { postRequest } from "./local-sender";

/** What breaking takes. */
export type BreakEnv = {
  readonly engine: LocalEngine;
  readonly feed: EngineFeed;
  readonly past: Pick<PastEvents, "of">;
  readonly env: OpsEnv;
};

/** Breaks the engine while a message is on its way. */
export type Run = (
  env: BreakEnv,
  channel: Channel,
  progress: (text: string) => void,
) => Promise<E.Either<Outcome, Outcome>>;

/** One way to break the running engine, with what should come of it. */
export type Scenario = ScenarioView & { readonly run: Run };

const LONGEST_WAIT_MS = 30_000;

/** Waits for an event; rejects with `what` when it does not come. */
export const heard = (feed: EngineFeed, what: string, matches: (event: FeedEvent) => boolean): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = feed.onEvent((event) => {
    if (matches(event)) resolve();
  });
  const limit = setTimeout(() => reject(new Error(`not within ${LONGEST_WAIT_MS / 1000} s: ${what}`)), LONGEST_WAIT_MS);
  return promise.finally(() => {
    clearTimeout(limit);
    stop();
  });
};

const firstNames = ["Ada", "Grace", "Alan", "Edith", "Tim", "Mary", "Omar", "Joan"] as const;
const lastNames = ["Byron", "Hopper", "Turing", "Clarke", "Lee", "Jackson", "Reyes", "Murray"] as const;

const oneOf = (names: readonly string[]): string => names[randomInt(names.length)] ?? "";

const NUMBERS = "+447400";

/** A message to somebody who does not exist, so that what is broken for it is broken for nobody else. */
export const demonstration = (engine: LocalEngine, channel: Channel) => {
  const [key] = engine.ready.apiKeys;
  if (key === undefined) throw new Error("the stack has no project: there is nobody to send for");
  const tel = `${NUMBERS}${String(randomInt(1_000_000)).padStart(6, "0")}`;
  const requestId = randomUUID();
  const email = `${requestId.slice(0, 8)}@example.com`;
  const form = {
    company_id: key.company_id,
    project_id: key.project_id,
    channel,
    first_name: oneOf(firstNames),
    last_name: oneOf(lastNames),
    tel,
    email,
    consent: true,
    project_data: JSON.stringify(exampleData),
    consent_data: "",
  };
  const request = requestOf(form, requestId, new Date());
  return {
    requestId,
    recipient: channel === "email" ? email : tel,
    channel,
    /** Posts the request; the conversation that it leads to. */
    post: async (): Promise<string> => {
      const { status, body, conversation_id } = await postRequest(engine, JSON.stringify(request), key.value);
      if (conversation_id === null) throw new Error(`the API refused the message (${status}): ${body}`);
      return conversation_id;
    },
  };
};

export type Demonstration = ReturnType<typeof demonstration>;

/** Waits until a demonstration's record is in a state. */
export const recorded = (feed: EngineFeed, { requestId }: Demonstration, state: "sending" | "sent"): Promise<void> =>
  heard(
    feed,
    `the record of the message as ${state}`,
    (event) =>
      event.kind === "write" &&
      event.write.outcome === "done" &&
      event.write.set.send_state === state &&
      event.write.key.conversation_id.includes(requestId),
  );
