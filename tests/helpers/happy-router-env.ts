import type { QueuedMessage } from "../../runtime/context/queued-message";
import type { HttpEnv } from "../../runtime/router/handle-http";
import { companyRecord } from "./company-record";
import { inMemoryCompanies } from "./fakes/in-memory-companies";
import { inMemoryQueue } from "./fakes/in-memory-queue";
import { fixedIds } from "./fixed-ids";
import { fixedStopwatch } from "./fixed-stopwatch";
import { gatheringLog, type LogLine } from "./gathering-log";
import { type ManualClock, manualClock } from "./manual-clock";
import { notGiven } from "./not-given";

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

export type HappyEnv = {
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
