/** An SQS event source mapping with the settings that AWS Lambda would be given. */
export type EventSourceMapping = {
  readonly uuid: string;
  readonly functionName: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  readonly region: string;
};

/** The settings that can change while a mapping runs. */
export type MappingSettings = Pick<
  EventSourceMapping,
  "batchSize" | "maximumBatchingWindowSeconds" | "maximumConcurrency" | "reportBatchItemFailures" | "functionName"
>;
