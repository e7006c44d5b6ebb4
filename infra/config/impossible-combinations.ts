import type { ConfigFault } from "./config-fault";
import type { StackSettings } from "./stack-settings";

type Rule = {
  readonly key: string;
  readonly broken: (config: StackSettings) => boolean;
  readonly fault: (config: StackSettings) => string;
  readonly example: (config: StackSettings) => string;
};

const rules: readonly Rule[] = [
  {
    key: "queueVisibilitySeconds",
    broken: (c) => !c.isLocal && c.queueVisibilitySeconds < c.processorTimeoutSeconds,
    fault: (c) => `must not be below processorTimeoutSeconds (${c.processorTimeoutSeconds}): Lambda refuses the queue`,
    example: (c) => String(6 * c.processorTimeoutSeconds),
  },
  {
    key: "dlqRetentionDays",
    broken: (c) => c.dlqRetentionDays <= c.queueRetentionDays,
    fault: (c) =>
      `must exceed queueRetentionDays (${c.queueRetentionDays}): a dead-letter queue counts from the first enqueueing`,
    example: () => "14",
  },
  {
    key: "leaseSeconds",
    broken: (c) => c.leaseSeconds > c.queueVisibilitySeconds,
    fault: (c) => `must not exceed queueVisibilitySeconds (${c.queueVisibilitySeconds})`,
    example: (c) => String(Math.min(c.processorTimeoutSeconds + 10, c.queueVisibilitySeconds)),
  },
  {
    key: "heartbeatSeconds",
    broken: (c) => c.heartbeatSeconds >= c.leaseSeconds && c.leaseSeconds > 1,
    fault: (c) => `must be below leaseSeconds (${c.leaseSeconds})`,
    example: (c) => String(Math.max(1, Math.floor(c.leaseSeconds / 3))),
  },
  {
    key: "retryFirstSeconds",
    broken: (c) => c.retryFirstSeconds > c.retrySpanSeconds,
    fault: (c) => `must not exceed retrySpanSeconds (${c.retrySpanSeconds})`,
    example: () => "5",
  },
  {
    key: "batchWindowSeconds",
    broken: (c) => c.batchSize > 10 && c.batchWindowSeconds < 1,
    fault: () => "must be at least 1 when batchSize is above 10",
    example: () => "1",
  },
  {
    key: "sweepSeconds",
    broken: (c) => !c.isLocal && c.sweepSeconds % 60 !== 0,
    fault: () => "must be whole minutes",
    example: () => "60",
  },
];

/** Faults of values that are right by themselves and cannot stand together. */
export const impossibleCombinations = (config: StackSettings): readonly ConfigFault[] =>
  rules
    .filter(({ broken }) => broken(config))
    .map(({ key, fault, example }) => ({ key, fault: fault(config), example: example(config) }));
