import type { ConsentEvent } from "../../../runtime/conversation/consent";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { type Channel, channels } from "../../../runtime/request/request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { type CarrierMood, carrierModel, type LedgerEntry } from "./carrier-model";
import { putWord } from "./consent-words";
import { isQuick } from "./fault";
import { functionsOf } from "./functions";
import { monitor } from "./monitor";
import { queueModel } from "./queue-model";
import { accountSid, happyStatuses } from "./receipt-posts";
import { type Queued, queuedRequest, type Request, senderOf } from "./requests";
import { laggingIndex, slowConsents, slowStore } from "./store-in-time";
import { toldProjects } from "./told-projects";
import { virtualTime } from "./virtual-time";
import { defaultOptions, slowTemplates, type Weather, type WorldOptions } from "./world-options";

const MINUTE_MS = 60_000;
/** A world that is not quiet after so many steps never will be. */
const MOST_STEPS = isQuick ? 60_000 : 400_000;

/** The whole send protocol over ports in memory: queues, processors, carriers, receipts, sweeper. */
export const makeWorld = (given: Partial<WorldOptions> = {}) => {
  const options = { ...defaultOptions, ...given };
  const settings = processorSettings(options.settings);
  const time = virtualTime();
  const store = inMemoryConversations();
  const index = laggingIndex(store, time, options.indexLagMs);
  const watching = monitor(store);
  const indexed = index.indexed(watching.conversations);
  const projects = toldProjects(store.writes);
  const { log, lines } = gatheringLog();
  const ledger: LedgerEntry[] = [];
  const calls: string[] = [];
  const accepted: Queued[] = [];
  const weather: Weather = {
    mood: (): CarrierMood => "takes",
    assistantIsDown: false,
    assistantFails: undefined,
    template: undefined,
    secretsAreMissing: false,
    faults: options.faults,
    meanwhile: () => undefined,
    listingDelayMs: 0,
    losesReceipts: false,
    secrets: { account: 1, rotations: 0, smsTemplate: true },
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

  const carrierOf = (channel: Channel) => {
    const model = carrierModel({
      channel,
      time,
      latencyMs: latencies.carrier,
      mood: () => weather.mood(channel),
      listingDelayMs: () => weather.listingDelayMs,
      ledger,
      onTaken: (entry) => {
        if (!options.receipts) return;
        for (const [status, seconds] of happyStatuses[channel])
          time.after(seconds * 1000, () => functions.postReceipt(entry, status));
      },
    });
    return { ...model, carrier: slowTemplates(model.carrier, weather, time, latencies.template) };
  };
  const carriers = { whatsapp: carrierOf("whatsapp"), sms: carrierOf("sms"), email: carrierOf("email") };

  const received: ReceivedMessage[] = [];
  const takenWith: number[] = [];
  const functions = functionsOf({
    time,
    settings,
    log,
    weather,
    options,
    queues,
    calls,
    nextId,
    watch: watching.watch,
    conversations: slowStore(indexed, time, latencies.store),
    consents: slowConsents(watching.consents, time, latencies.store),
    checks: index.checks,
    carriers: { whatsapp: carriers.whatsapp.carrier, sms: carriers.sms.carrier, email: carriers.email.carrier },
    onRemoved: watching.removed,
    onReceived: (message) => void received.push(message),
    onTaken: () => takenWith.push([...store.records()].filter(({ state }) => state === "suppressed").length),
    onDenied: (what) => watching.violations.push(what),
  });

  let lastSweep = 0;
  const nextSweepAt = (): number | undefined => {
    const due = index.firstDue();
    if (due === undefined || functions.isSweeping()) return undefined;
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
        else watching.violations.push(...(await projects.faults()));
        return;
      }
      time.moveTo(next);
    }
    throw new Error("the world does not come to rest");
  };

  return {
    time,
    store,
    /** The table for a function that none of the others calls; the sweeper's index learns of its writes. */
    conversations: indexed,
    queues,
    ledger,
    monitor: watching,
    /** How many events came to the projects' endpoint. */
    told: projects.told,
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
    /** Somebody else sends something to a request's recipient, by the project's own number and account. */
    strangerSends: ({ channel, recipient }: Request): void => {
      const to = queuedRequest({ id: 1, channel, recipient }, time.clock.now()).key.primary_channel;
      carriers[channel].addStranger(accountSid(weather.secrets.account), `+${senderOf[channel]}`, to);
    },
    /** Somebody says something about whether a request's recipient may be written to. */
    say: (request: Request, word: Pick<ConsentEvent, "state" | "setBy" | "source">): void => {
      const { primary_channel } = queuedRequest(request, time.clock.now()).key;
      const now = time.clock.now();
      const event = { ...word, at: now.toISOString(), channel: request.channel, evidence: null, by: null };
      putWord(store, primary_channel, event, now);
    },
    /** Numbers of requests of which a client was told that they are cancelled. */
    cancelled: [] as number[],
    random: options.random,
    /** What the inbound function has queued, and at each of its 200s, how many opt-outs were on record. */
    received,
    takenWith,
    postInbound: (event: unknown): void => functions.postInbound(event),
    post: (entry: LedgerEntry, status: string): void => functions.postReceipt(entry, status),
    run,
  };
};

export type World = ReturnType<typeof makeWorld>;
