import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { withMemory } from "../../../runtime/adapters/secrets-manager-secrets";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { handleInbound } from "../../../runtime/inbound/handle-inbound";
import type { Log } from "../../../runtime/log/log";
import type { Carrier } from "../../../runtime/ports/carrier";
import type { Consents } from "../../../runtime/ports/consents";
import type { Checks, Conversations } from "../../../runtime/ports/conversations";
import type { Timer } from "../../../runtime/ports/time-and-chance";
import { processBatch } from "../../../runtime/processor/process-message";
import type { Delivery, ProcessorSettings } from "../../../runtime/processor/stages";
import { handleReceipt } from "../../../runtime/receipts/handle-receipt";
import type { Channel } from "../../../runtime/request/request";
import { sweep } from "../../../runtime/sweeper/sweep";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { notGiven } from "../../helpers/not-given";
import { fixedId } from "../../helpers/time-and-chance";
import type { LedgerEntry } from "./carrier-model";
import type { QueueModel } from "./queue-model";
import { receiptEvent } from "./receipt-posts";
import type { VirtualTime } from "./virtual-time";
import { type Watch, type WorkerProcess, workerProcess } from "./worker-process";
import { type Weather, type WorldOptions, worldAssistant, worldSecretsPort } from "./world-options";

type Given = {
  readonly time: VirtualTime;
  readonly settings: ProcessorSettings;
  readonly log: Log;
  readonly weather: Weather;
  readonly options: WorldOptions;
  readonly queues: Readonly<Record<Channel, QueueModel>>;
  readonly calls: string[];
  readonly nextId: () => number;
  readonly watch: Watch;
  readonly conversations: Conversations;
  readonly consents: Consents;
  readonly checks: Checks;
  readonly carriers: Readonly<Record<Channel, Carrier>>;
  /** Hears of a message that is done with. */
  readonly onRemoved: (delivery: Delivery) => void;
  /** Hears of what the inbound function has answered 200, and of what it has queued for that. */
  readonly onTaken: () => void;
  readonly onReceived: (message: ReceivedMessage) => void;
  /** Hears of a call that a function's role does not allow. */
  readonly onDenied: (what: string) => void;
};

/** Timeouts of the functions, as the stack declares them by default. */
const PROCESSOR_MS = 150_000;
const SWEEPER_MS = 300_000;
const RECEIPTS_MS = 15_000;
/** Milliseconds before a carrier posts a receipt again that was not answered 2xx. */
const POSTED_AGAIN_MS = [20_000, 40_000, 80_000, 160_000, 320_000];

const timerOf = (process: WorkerProcess, time: VirtualTime): Timer => ({
  every: (ms, task) => () => {
    let cancel = (): void => undefined;
    const next = (): void => {
      cancel = time.after(ms, () => {
        void task();
        next();
      });
    };
    next();
    process.onEnd(() => cancel());
    return () => cancel();
  },
});

/** The Lambda functions over the world's ports, each invocation a process of its own. */
export const functionsOf = (given: Given) => {
  const { time, settings, log, weather, options, queues, calls } = given;
  const assistant = worldAssistant(weather, time, options);
  const secrets = worldSecretsPort(weather, time, options.latencies);
  const companies = inMemoryCompanies(companyRecord());
  let sweeping = false;

  const permitting =
    (role: string): ((port: string, args: readonly unknown[]) => boolean) =>
    (port, args) => {
      const allowed = options.permits(role, port, args);
      if (!allowed) given.onDenied(`the ${role} may not ${port}`);
      return allowed;
    };

  /** Runs an invocation until it answers, or its time is over. */
  const invoke = <A>(
    name: string,
    role: string,
    timeoutMs: number,
    act: (process: WorkerProcess) => Promise<A>,
    answered: (answer: A) => void,
  ): WorkerProcess => {
    const process = workerProcess({
      name,
      time,
      watch: given.watch,
      faults: (call) => weather.faults(call),
      meanwhile: (call, when) => weather.meanwhile(call, when),
      nextIndex: (call) => calls.push(call) - 1,
      permits: permitting(role),
    });
    process.onEnd(time.after(timeoutMs, process.kill));
    void act(process).then(
      (answer) => {
        if (!process.isAlive()) return;
        process.kill();
        answered(answer);
      },
      () => process.kill(),
    );
    return process;
  };

  const deadlineFrom = (timeoutMs: number) => {
    const end = time.nowMs() + timeoutMs;
    return { remainingMs: () => end - time.nowMs() };
  };
  const skewedClock = () => {
    const ahead = options.skewMs();
    return { now: () => new Date(time.nowMs() + ahead) };
  };
  const common = (process: WorkerProcess) => {
    const clock = skewedClock();
    return {
      clock,
      log,
      conversations: process.instrument("conversations", given.conversations),
      consents: process.instrument("consents", given.consents),
      secrets: withMemory(process.instrument("secrets", secrets), clock),
    };
  };

  /** Starts an invocation with what is visible; whether there was anything. */
  const deliver = (channel: Channel): boolean => {
    const queue = queues[channel];
    const deliveries = queue.receive(options.batchSize);
    if (deliveries.length === 0) return false;
    const visibility = {
      hide: (handle: string, seconds: number) => async () =>
        queue.hide(handle, seconds) ? E.right(undefined) : E.left({ _tag: "VisibilityUnchanged" as const }),
    };
    invoke(
      "processor",
      `${channel}-processor`,
      PROCESSOR_MS,
      (process) =>
        processBatch(deliveries)({
          ...common(process),
          settings: { ...settings, channel },
          receiptsUrl: "https://api.example.com/dev/receipts",
          unsubscribeUrl: "https://api.example.com/dev/unsubscribe",
          assistant: process.instrument("assistant", assistant),
          carrier: process.instrument("carrier", given.carriers[channel]),
          deadline: deadlineFrom(PROCESSOR_MS),
          ids: { next: () => fixedId(given.nextId()) },
          random: options.random,
          timer: timerOf(process, time),
          visibility: process.instrument("visibility", visibility),
        })(),
      ({ batchItemFailures }) => {
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const delivery of deliveries)
          if (!failed.has(delivery.messageId)) {
            queue.remove(delivery.receiptHandle);
            given.onRemoved(delivery);
          }
      },
    );
    return true;
  };

  const sweepOnce = (): void => {
    sweeping = true;
    const process = invoke(
      "sweeper",
      "sweeper",
      SWEEPER_MS,
      (own) =>
        sweep({
          ...common(own),
          settings: { ...settings, catchUpSeconds: 300 },
          timer: timerOf(own, time),
          checks: own.instrument("checks", given.checks),
          queue: own.instrument("queue", {
            send: ({ channel, body }: { readonly channel: Channel; readonly body: string }) =>
              TE.fromIO(() => queues[channel].send(body)),
          }),
          carriers: {
            whatsapp: own.instrument("carrier", given.carriers.whatsapp),
            sms: own.instrument("carrier", given.carriers.sms),
            email: own.instrument("carrier", given.carriers.email),
          },
          threads: { remove: notGiven("threads.remove") },
          companies: { find: notGiven("companies.find") },
          inbox: { list: notGiven("inbox.list"), files: notGiven("inbox.files") },
          repliesQueue: { send: notGiven("repliesQueue.send") },
          senders: { read: notGiven("senders.read"), hasReceived: notGiven("senders.hasReceived") },
          deadline: deadlineFrom(SWEEPER_MS),
        })(),
      () => undefined,
    );
    process.onEnd(() => {
      sweeping = false;
    });
  };

  const postReceipt = (entry: LedgerEntry, status: string, tries = 0): void => {
    if (weather.losesReceipts) return;
    const again = POSTED_AGAIN_MS[tries];
    const cancel =
      again === undefined ? () => undefined : time.after(again, () => postReceipt(entry, status, tries + 1));
    invoke(
      "receipts",
      "receipts",
      RECEIPTS_MS,
      (process) =>
        handleReceipt({
          ...common(process),
          settings,
        })(receiptEvent(entry, status, time.clock.now(), weather.secrets.rotations))(),
      ({ statusCode }) => {
        if (statusCode === 200) cancel();
      },
    );
  };

  /** A carrier, or a mailbox's provider, posts what a person wants: again until it is answered 200. */
  const postInbound = (event: unknown, tries = 0): void => {
    const again = POSTED_AGAIN_MS[tries];
    const cancel = again === undefined ? () => undefined : time.after(again, () => postInbound(event, tries + 1));
    invoke(
      "inbound",
      "inbound",
      RECEIPTS_MS,
      (process) =>
        handleInbound({
          ...common(process),
          settings,
          companies: process.instrument("companies", companies),
          attachments: { put: notGiven("attachments.put") },
          repliesQueue: process.instrument("repliesQueue", {
            send: (message: ReceivedMessage) => TE.fromIO(() => given.onReceived(message)),
          }),
        })(event)(),
      ({ statusCode }) => {
        if (statusCode !== 200) return;
        cancel();
        given.onTaken();
      },
    );
  };

  return { deliver, sweepOnce, isSweeping: () => sweeping, postReceipt, postInbound };
};
