import * as TE from "fp-ts/TaskEither";
import type { QueuedMessage } from "../../runtime/conversation/message";
import type { Queue } from "../../runtime/ports/queue";
import { type HttpEnv, handleHttp } from "../../runtime/router/handle-http";
import { companyRecord } from "../../tools/measure/sample/company-record";
import { proxyEvent } from "../../tools/measure/sample/request";
import { gatheringLog, type LogLine } from "./gathering-log";
import { inMemoryCompanies } from "./in-memory-companies";
import { notGiven } from "./not-given";
import { fixedIds, fixedStopwatch, type ManualClock, manualClock } from "./time-and-chance";

type InMemoryQueue = { readonly queue: Queue; readonly queued: readonly QueuedMessage[] };

/** A queue that keeps what it is sent. */
export const inMemoryQueue = (): InMemoryQueue => {
  const queued: QueuedMessage[] = [];
  return {
    queue: {
      send: (message) =>
        TE.fromIO(() => {
          queued.push(message);
        }),
    },
    queued,
  };
};

/** A queue that accepts nothing. */
export const refusingQueue: Queue = { send: () => TE.left({ _tag: "QueueRefused" }) };

const settings = { version: "1.2.3", corsOrigins: ["https://app.example.com", "https://admin.example.com"] };

/** No port at all: each fails with its own name. */
export const bareEnv = (given: Partial<HttpEnv> = {}): HttpEnv => ({
  settings,
  companies: { find: notGiven("companies.find") },
  queue: { send: notGiven("queue.send") },
  clock: { now: notGiven("clock.now") },
  ids: { next: notGiven("ids.next") },
  stopwatch: fixedStopwatch(12),
  log: {
    debug: notGiven("log.debug"),
    info: notGiven("log.info"),
    warn: notGiven("log.warn"),
    error: notGiven("log.error"),
  },
  ...given,
});

type HappyEnv = {
  readonly env: HttpEnv;
  readonly clock: ManualClock;
  readonly queued: readonly QueuedMessage[];
  readonly lines: readonly LogLine[];
};

/** Ports in memory with which the example request is accepted; a test overrides the one that it is about. */
export const happyEnv = (overrides: Partial<HttpEnv> = {}): HappyEnv => {
  const clock = manualClock();
  const { queue, queued } = inMemoryQueue();
  const { log, lines } = gatheringLog();
  const companies = inMemoryCompanies(companyRecord());
  return { env: bareEnv({ companies, queue, clock, ids: fixedIds(), log, ...overrides }), clock, queued, lines };
};

type Overrides = Parameters<typeof happyEnv>[0];
type EventOverrides = Parameters<typeof proxyEvent>[0];

export type Posted = {
  readonly status: number;
  readonly headers: unknown;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly queued: HappyEnv["queued"];
  readonly lines: readonly LogLine[];
};

/** Sends one proxy event through the router's real rules, over ports in memory. */
export const postEvent = async (event: unknown, overrides: Overrides = {}): Promise<Posted> => {
  const { env, queued, lines } = happyEnv(overrides);
  const answer = await handleHttp(env)(event)();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: answer.body === "" ? {} : JSON.parse(answer.body),
    queued,
    lines,
  };
};

/** Sends one body: text as it is, anything else as JSON. */
export const postBody = (body: unknown, overrides: Overrides = {}, event: EventOverrides = {}): Promise<Posted> =>
  postEvent(proxyEvent({ body: typeof body === "string" ? body : JSON.stringify(body), ...event }), overrides);
