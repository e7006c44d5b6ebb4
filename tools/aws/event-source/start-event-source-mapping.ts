import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import type { Invoke } from "../lambda/invocation";
import { type GateSignal, makeBatchGate } from "./batch-gate";
import {
  type EventSourceMapping,
  type MappingEvent,
  type MappingSettings,
  mappingFaults,
  warnOfFaults,
} from "./event-source-mapping";
import { pause } from "./pause";
import { gatherBatch, makeQueueClient } from "./queue";
import { runBatch } from "./run-batch";

export type MappingDeps = {
  /** Must keep to its endpoint: `useQueueUrlAsEndpoint: false`. */
  readonly sqs: SQSClient;
  readonly invoke: Invoke;
  readonly onEvent?: (event: MappingEvent) => void;
  /** Length of one long poll; whole seconds up to 20 on AWS, while the stand-in takes fractions. Stopping waits for it. */
  readonly pollSeconds?: number;
  /** Parallel batches that this machine can bear, whatever the mapping declares: what waits for a worker is better off in the queue. */
  readonly mostBatches?: number;
};

export type RunningMapping<Settings = MappingSettings> = {
  /** Changes settings for the batches that follow, and takes note of the queue's visibility timeout anew. Throws with every fault. */
  readonly retune: (changes: Partial<Settings>) => void;
  /** Resolves when no receive and no batch is under way; at most one long poll after the longest running batch. */
  readonly stop: () => Promise<void>;
};

/** Parallel batches of one mapping. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const mostOnAws = 1_250;
/** Short, because a receive cannot be aborted safely: a message handed to it would be hidden for its whole visibility timeout. */
const defaultPollSeconds = 1;
const longestRetryMs = 5_000;

const requireNoFaults = (settings: EventSourceMapping): void => {
  const faults = mappingFaults(settings);
  if (faults.length > 0) throw new Error(`Event source mapping ${settings.uuid}: ${faults.join("; ")}`);
};

/** Polls a queue and runs its function with each batch, as Lambda's SQS event source mapping does. Throws when AWS would refuse the settings. */
export const startEventSourceMapping = (mapping: EventSourceMapping, deps: MappingDeps): RunningMapping => {
  requireNoFaults(mapping);
  const queue = makeQueueClient(deps.sqs, mapping.queueUrl);
  const onEvent = deps.onEvent ?? warnOfFaults(mapping.functionName);
  const most = ({ maximumConcurrency = mostOnAws }: MappingSettings): number =>
    Math.min(maximumConcurrency, deps.mostBatches ?? mostOnAws);
  const gate = makeBatchGate(most(mapping));
  const stopping = new AbortController();
  const running = new Set<Promise<GateSignal>>();
  let settings = mapping;
  let visibilityMs: number | undefined;
  let retryMs = 100;

  const nextBatch = async (): Promise<readonly Message[]> => {
    try {
      visibilityMs ??= (await queue.visibilitySeconds()) * 1000;
      const messages = await gatherBatch(queue, settings, deps.pollSeconds ?? defaultPollSeconds, stopping.signal);
      retryMs = 100;
      return messages;
    } catch (fault) {
      onEvent({ _tag: "PollFailed", error: E.toError(fault), retryAfterMs: retryMs });
      await pause(retryMs, stopping.signal);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
      return [];
    }
  };

  const run = (messages: readonly Message[]): void => {
    const visibleAt = performance.now() + (visibilityMs ?? 0);
    const batch = runBatch({ settings, messages, visibleAt }, { ...deps, queue, onEvent, stopping: stopping.signal });
    running.add(batch);
    batch.then((signal) => {
      running.delete(batch);
      gate.leave(signal);
    });
  };

  const giveBack = async (messages: readonly Message[]): Promise<void> => {
    const messageIds = messages.map((message) => message.MessageId ?? "");
    onEvent({ _tag: "Kept", messageIds, reason: "Stopped", detail: "received while stopping, given back" });
    await queue
      .giveBack(messages)
      .catch((fault) => onEvent({ _tag: "PollFailed", error: E.toError(fault), retryAfterMs: 0 }));
  };

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await gate.enter();
      const messages = stopping.signal.aborted ? [] : await nextBatch();
      if (messages.length > 0 && !stopping.signal.aborted) run(messages);
      else {
        if (messages.length > 0) await giveBack(messages);
        gate.leave("Empty");
      }
    }
  };

  const polling = poll();
  return {
    retune: (changes) => {
      const next = { ...settings, ...changes };
      requireNoFaults(next);
      settings = next;
      visibilityMs = undefined;
      gate.setMaximum(most(next));
    },
    stop: async () => {
      stopping.abort();
      gate.close();
      await polling;
      await Promise.all(running);
    },
  };
};
