import { CHECK_BUCKETS } from "../../../runtime/conversation/conversation";
import { type Channel, channels } from "../../../runtime/request/request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { type CarrierMood, carrierModel, type LedgerEntry } from "./carrier-model";
import { functionsOf } from "./functions";
import { monitor } from "./monitor";
import { queueModel } from "./queue-model";
import { happyStatuses } from "./receipt-posts";
import { type Queued, queuedRequest, type Request } from "./requests";
import { virtualTime } from "./virtual-time";
import { defaultOptions, slowStore, slowTemplates, type Weather, type WorldOptions } from "./world-options";

const MINUTE_MS = 60_000;
const NEVER = "~";
/** A world that is not quiet after so many steps never will be. */
const MOST_STEPS = 400_000;

/** The whole send protocol over ports in memory: queues, processors, carriers, receipts, sweeper. */
export const makeWorld = (given: Partial<WorldOptions> = {}) => {
  const options = { ...defaultOptions, ...given };
  const settings = processorSettings(options.settings);
  const time = virtualTime();
  const store = inMemoryConversations();
  const watching = monitor(store);
  const { log, lines } = gatheringLog();
  const ledger: LedgerEntry[] = [];
  const calls: string[] = [];
  const accepted: Queued[] = [];
  const weather: Weather = {
    mood: (): CarrierMood => "takes",
    assistantIsDown: false,
    secretsAreMissing: false,
    faults: options.faults,
  };
  let ids = 0;
  const nextId = (): number => {
    ids += 1;
    return ids;
  };
  const { latencies } = options;

  const newQueue = () =>
    queueModel({ nowMs: time.nowMs, visibilitySeconds: 900, maxReceiveCount: settings.maxReceiveCount, nextId });
  const queues = { whatsapp: newQueue(), sms: newQueue(), email: newQueue() };

  const carrierOf = (channel: Channel) =>
    slowTemplates(
      carrierModel({
        channel,
        time,
        latencyMs: latencies.carrier,
        mood: () => weather.mood(channel),
        ledger,
        onTaken: (entry) => {
          if (!options.receipts) return;
          for (const [status, seconds] of happyStatuses[channel])
            time.after(seconds * 1000, () => functions.postReceipt(entry, status));
        },
      }),
      time,
      latencies.template,
    );

  const functions = functionsOf({
    time,
    settings,
    log,
    weather,
    latencies,
    queues,
    calls,
    nextId,
    random: options.random,
    batchSize: options.batchSize,
    watch: watching.watch,
    conversations: slowStore(watching.conversations, time, latencies.store),
    checks: store.checks,
    carriers: { whatsapp: carrierOf("whatsapp"), sms: carrierOf("sms"), email: carrierOf("email") },
  });

  let lastSweep = 0;
  const nextSweepAt = (): number | undefined => {
    const due = store.records().reduce<string>((earliest, { check_bucket, next_check_at, given_up_at }) => {
      /** What is given up is looked at for as long as it is there, and nothing comes of it. */
      if (given_up_at !== undefined) return earliest;
      const isIndexed = typeof next_check_at === "string" && CHECK_BUCKETS.some((bucket) => bucket === check_bucket);
      return isIndexed && next_check_at < earliest ? next_check_at : earliest;
    }, NEVER);
    if (due === NEVER || functions.isSweeping()) return undefined;
    const minute = Math.ceil(Math.max(time.nowMs(), Date.parse(due)) / MINUTE_MS) * MINUTE_MS;
    return Math.max(minute, lastSweep + MINUTE_MS);
  };

  const act = (): void => {
    for (const channel of channels) while (functions.deliver(channel));
    if (nextSweepAt() === time.nowMs()) {
      lastSweep = time.nowMs();
      functions.sweepOnce();
    }
  };

  /** Lets everything happen until nothing more can, or until so many milliseconds have passed. */
  const run = async (forMs = Number.POSITIVE_INFINITY): Promise<void> => {
    const until = time.nowMs() + forMs;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      act();
      await time.passOn();
      const moments = [time.nextAt(), nextSweepAt(), ...channels.map((channel) => queues[channel].nextVisibleAt())];
      const next = Math.min(...moments.flatMap((at) => at ?? []));
      if (next > until || next === Number.POSITIVE_INFINITY) {
        if (Number.isFinite(until)) time.moveTo(until);
        return;
      }
      time.moveTo(next);
    }
    throw new Error("the world does not come to rest");
  };

  return {
    time,
    store,
    queues,
    ledger,
    monitor: watching,
    lines,
    /** Names of the awaited calls so far, in their order. */
    calls,
    weather,
    accepted,
    accept: (request: Request) => {
      const queued = queuedRequest(request, time.clock.now());
      accepted.push(queued);
      queues[request.channel].send(queued.body);
      return queued;
    },
    post: (entry: LedgerEntry, status: string): void => functions.postReceipt(entry, status),
    run,
  };
};

export type World = ReturnType<typeof makeWorld>;
