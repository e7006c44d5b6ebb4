import type { MappingSettings } from "./event-source-mapping";

const isWholeBetween = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** What AWS would refuse in a mapping for a standard queue, in plain words. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
export const mappingFaults = (settings: MappingSettings): readonly string[] =>
  [
    isWholeBetween(settings.batchSize, 1, 10_000) ? [] : ["batchSize: a whole number from 1 to 10000"],
    isWholeBetween(settings.maximumBatchingWindowSeconds, 0, 300)
      ? []
      : ["maximumBatchingWindowSeconds: a whole number from 0 to 300"],
    settings.batchSize > 10 && settings.maximumBatchingWindowSeconds < 1
      ? ["maximumBatchingWindowSeconds: at least 1 when batchSize exceeds 10"]
      : [],
    settings.maximumConcurrency === undefined || isWholeBetween(settings.maximumConcurrency, 2, 1000)
      ? []
      : ["maximumConcurrency: a whole number from 2 to 1000"],
  ].flat();
