import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../../runtime/conversation/message";
import type { RequestGuard } from "../../runtime/conversation/request-guard";
import type { Counted } from "../../runtime/conversation/spending";
import type { Guards } from "../../runtime/ports/conversations";
import type { Queue } from "../../runtime/ports/queue";
import { type HttpEnv, handleHttp } from "../../runtime/router/handle-http";
import { companyRecord } from "../../tools/measure/sample/company-record";
import { proxyEvent } from "../../tools/measure/sample/request";
import { gatheringLog } from "./gathering-log";
import { inMemoryCompanies } from "./in-memory-companies";
import { barePort } from "./not-given";
import { fixedIds, fixedStopwatch, manualClock } from "./time-and-chance";

/** A queue that keeps what it is sent. */
export const inMemoryQueue = () => {
  const queued: QueuedMessage[] = [];
  const send: Queue["send"] = (message) => TE.fromIO(() => void queued.push(message));
  return { queue: { send }, queued };
};

/** A queue that accepts nothing. */
export const refusingQueue: Queue = { send: () => TE.left({ _tag: "QueueRefused" }) };

/** A table in which this guard stands under the request's id, and counters hold so much, whichever it is. */
export const guardsOf = (guard?: RequestGuard, counted?: Partial<Counted>): Guards => ({
  readGuard: () => TE.right(O.fromNullable(guard)),
  readCounted: () => TE.right({ messages: 0, tokens: 0, ofRecipient: [], ...counted }),
});

const settings = { version: "1.2.3", corsOrigins: ["https://app.example.com", "https://admin.example.com"] };

/** No port at all: each fails with its own name. */
export const bareEnv = (given: Partial<HttpEnv> = {}): HttpEnv => ({
  settings,
  companies: barePort("companies"),
  guards: barePort("guards"),
  queue: barePort("queue"),
  clock: barePort("clock"),
  ids: barePort("ids"),
  stopwatch: fixedStopwatch(12),
  log: barePort("log"),
  ...given,
});

/** Ports in memory with which the example request is accepted; a test overrides the one that it is about. */
export const happyEnv = (overrides: Partial<HttpEnv> = {}) => {
  const clock = manualClock();
  const { queue, queued } = inMemoryQueue();
  const { log, lines } = gatheringLog();
  const companies = inMemoryCompanies(companyRecord());
  return {
    env: bareEnv({ companies, guards: guardsOf(), queue, clock, ids: fixedIds(), log, ...overrides }),
    clock,
    queued,
    lines,
  };
};

export type Posted = Awaited<ReturnType<typeof postEvent>>;

/** Sends one proxy event through the router's real rules, over ports in memory. */
export const postEvent = async (event: unknown, overrides: Partial<HttpEnv> = {}) => {
  const { env, queued, lines } = happyEnv(overrides);
  const { statusCode: status, headers, body: text } = await handleHttp(env)(event)();
  const body: Readonly<Record<string, unknown>> = text === "" ? {} : JSON.parse(text);
  return { status, headers, text, body, queued, lines };
};

/** Sends one body: text as it is, anything else as JSON. */
export const postBody = (
  body: unknown,
  overrides: Partial<HttpEnv> = {},
  event: Parameters<typeof proxyEvent>[0] = {},
): Promise<Posted> =>
  postEvent(proxyEvent({ body: typeof body === "string" ? body : JSON.stringify(body), ...event }), overrides);
