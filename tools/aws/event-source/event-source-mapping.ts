import { isWholeBetween } from "../lambda/function-spec";

/** An SQS event source mapping with the settings that AWS Lambda would be given. */
export type EventSourceMapping = {
  readonly uuid: string;
  readonly functionName: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly region: string;
};

/** The settings that can change while a mapping runs. */
export type MappingSettings = Pick<
  EventSourceMapping,
  "batchSize" | "maximumBatchingWindowSeconds" | "maximumConcurrency" | "functionName"
>;

/** A mapping of a table's stream with the settings that AWS Lambda would be given; it begins with what is written next. */
export type StreamMapping = {
  readonly uuid: string;
  readonly functionName: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  /** Whether a batch that failed as a whole is given again in halves. */
  readonly bisects: boolean;
  /** Event patterns, as data; a record passes any of them. */
  readonly filters: readonly unknown[];
  readonly region: string;
};

/** The settings that can change while it runs: its position stays. */
export type StreamSettings = Omit<StreamMapping, "uuid" | "tableName" | "streamArn" | "region">;

type Rule = readonly [isKept: boolean, words: string];

const broken = (rules: readonly Rule[]): readonly string[] =>
  rules.filter(([isKept]) => !isKept).map(([, words]) => words);

/** What AWS would refuse in a mapping for a standard queue, in plain words. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
export const mappingFaults = (settings: MappingSettings): readonly string[] => {
  const { batchSize, maximumBatchingWindowSeconds: windowSeconds, maximumConcurrency = 2 } = settings;
  return broken([
    [isWholeBetween(batchSize, 1, 10_000), "batchSize: a whole number from 1 to 10000"],
    [isWholeBetween(windowSeconds, 0, 300), "maximumBatchingWindowSeconds: a whole number from 0 to 300"],
    [batchSize <= 10 || windowSeconds >= 1, "maximumBatchingWindowSeconds: at least 1 when batchSize exceeds 10"],
    [isWholeBetween(maximumConcurrency, 2, 1000), "maximumConcurrency: a whole number from 2 to 1000"],
  ]);
};

/** The same for a mapping of a stream. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export const streamMappingFaults = ({ batchSize, maximumBatchingWindowSeconds }: StreamSettings): readonly string[] =>
  broken([
    [isWholeBetween(batchSize, 1, 10_000), "batchSize: a whole number from 1 to 10000"],
    [
      isWholeBetween(maximumBatchingWindowSeconds, 0, 300),
      "maximumBatchingWindowSeconds: a whole number from 0 to 300",
    ],
  ]);

/** Messages that stay in the queue until their visibility timeout ends. */
export type Kept = {
  readonly _tag: "Kept";
  readonly messageIds: readonly string[];
  readonly reason:
    | "ItemFailures"
    | "MalformedAnswer"
    | "FunctionError"
    | "Throttled"
    | "UnknownFunction"
    | "InvokeFailed"
    | "Stopped";
  readonly detail: string;
};

/** What happened to a batch, or to the polling. */
export type MappingEvent =
  | { readonly _tag: "Received" | "Deleted"; readonly messageIds: readonly string[] }
  | Kept
  | { readonly _tag: "Throttled"; readonly messageIds: readonly string[]; readonly retryAfterMs: number }
  | { readonly _tag: "PollFailed"; readonly error: Error; readonly retryAfterMs: number }
  | { readonly _tag: "DeleteFailed"; readonly messageIds: readonly string[]; readonly error: Error };

/** Says what went wrong in the machinery itself, when nobody else listens. */
export const warnOfFaults =
  (functionName: string) =>
  (event: MappingEvent): void => {
    if (event._tag === "PollFailed")
      process.emitWarning(`The queue of function ${functionName} cannot be read: ${event.error.message}`);
    if (event._tag === "DeleteFailed")
      process.emitWarning(`Messages handled by function ${functionName} were not deleted: ${event.error.message}`);
    if (event._tag === "Kept" && event.reason === "InvokeFailed")
      process.emitWarning(`Function ${functionName} cannot be invoked: ${event.detail}`);
  };
