import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { StreamRecord, TableStreams } from "../dynamo/table-streams";
import type { Invoke, InvokeOutcome } from "../lambda/invocation";
import { readBatchAnswer } from "./batch-answer";
import { passes } from "./event-pattern";
import { type StreamMapping, type StreamSettings, streamMappingFaults, warnOfFaults } from "./event-source-mapping";
import { pause } from "./pause";
import type { RunningMapping } from "./start-event-source-mapping";

export type StreamMappingDeps = {
  readonly streams: TableStreams;
  readonly invoke: Invoke;
  /** How long ago the last record of a batch was written when the function is given it. */
  readonly onIteratorAge?: (functionName: string, ageMs: number) => void;
};

/** Most bytes of both images that a batch takes on, so that the whole event stays within Lambda's 6 MB. */
const MOST_BYTES = 5_000_000;
const firstDelayMs = 100;
const longestDelayMs = 5_000;

/** As many of the first records as a batch takes: at least one. */
const batchOf = (waiting: readonly StreamRecord[], most: number): readonly StreamRecord[] => {
  let bytes = 0;
  const end = waiting.findIndex(({ dynamodb: { SizeBytes } }, at) => {
    bytes += SizeBytes;
    return at > 0 && (at >= most || bytes > MOST_BYTES);
  });
  return waiting.slice(0, end === -1 ? most : end);
};

/** How many of the batch's first records are done with: up to the first that failed; `Unnamed` where the function does not say which. */
const doneOf = (numbers: readonly string[], outcome: InvokeOutcome): number | "Unnamed" => {
  if (outcome._tag === "FunctionError") return "Unnamed";
  return outcome._tag !== "Answered"
    ? 0
    : pipe(
        outcome.payload,
        readBatchAnswer(numbers),
        E.match(
          (): number | "Unnamed" => "Unnamed",
          ([first]) => (first === undefined ? numbers.length : numbers.indexOf(first)),
        ),
      );
};

/**
 * Gives a table's writes to a function, from now on, as Lambda's mapping of a DynamoDB stream does: in their order, one batch after the other, the
 * same again until the function has taken it. What failed goes on from the lowest number that it names; what names none is bisected.
 * Throws when AWS would refuse the settings. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export const startStreamMapping = (
  mapping: StreamMapping,
  { streams, invoke, onIteratorAge }: StreamMappingDeps,
): RunningMapping<StreamSettings> => {
  const checked = (settings: StreamMapping) => {
    const faults = streamMappingFaults(settings);
    if (faults.length > 0) throw new Error(`Event source mapping ${settings.uuid}: ${faults.join("; ")}`);
    return { ...settings, passes: passes(settings.filters) };
  };
  const stopping = new AbortController();
  const waiting: StreamRecord[] = [];
  let settings = checked(mapping);
  let wake = (): void => undefined;
  let most = settings.batchSize;
  let delayMs = firstDelayMs;

  const run = async (batch: readonly StreamRecord[]): Promise<number | "Unnamed"> => {
    const { functionName, streamArn, region } = settings;
    const Records = batch.map((record) => ({ ...record, awsRegion: region, eventSourceARN: streamArn }));
    const writtenAt = (batch.at(-1)?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
    onIteratorAge?.(functionName, Math.max(0, Date.now() - writtenAt));
    const numbers = batch.map(({ dynamodb: { SequenceNumber } }) => SequenceNumber);
    try {
      return doneOf(numbers, await invoke(functionName, { Records }));
    } catch (fault) {
      const detail = E.toError(fault).message;
      warnOfFaults(functionName)({ _tag: "Kept", messageIds: numbers, reason: "InvokeFailed", detail });
      return 0;
    }
  };

  const takeBatch = async (): Promise<void> => {
    const batch = batchOf(waiting, most);
    const done = await run(batch);
    most = done === "Unnamed" && settings.bisects ? Math.ceil(batch.length / 2) : settings.batchSize;
    if (done !== "Unnamed") waiting.splice(0, done);
    if (done === batch.length) {
      delayMs = firstDelayMs;
      return;
    }
    await pause(delayMs, stopping.signal);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  };

  const follow = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (waiting.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      else {
        if (waiting.length < most) await pause(settings.maximumBatchingWindowSeconds * 1000, stopping.signal);
        if (!stopping.signal.aborted) await takeBatch();
      }
    }
  };

  const end = streams.read(mapping.tableName, {
    wants: (change) => settings.passes(change),
    take: (record) => {
      waiting.push(record);
      wake();
    },
  });
  const following = follow();
  return {
    retune: (changes) => {
      settings = checked({ ...settings, ...changes });
      most = settings.batchSize;
    },
    stop: async () => {
      end();
      stopping.abort();
      wake();
      await following;
    },
  };
};
