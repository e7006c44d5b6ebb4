import type { ConfigFault } from "./config-fault";
import type { SettingKey } from "./settings";
import type { StackSettings } from "./stack-settings";

type Rule = {
  readonly key: SettingKey;
  readonly with: readonly SettingKey[];
  readonly broken: (config: StackSettings) => boolean;
  readonly fault: (config: StackSettings) => string;
  readonly example: (config: StackSettings) => string;
};

const rules: readonly Rule[] = [
  {
    key: "queueVisibilitySeconds",
    with: ["processorTimeoutSeconds"],
    broken: (c) => !c.isLocal && c.queueVisibilitySeconds < c.processorTimeoutSeconds,
    fault: (c) => `must not be below processorTimeoutSeconds (${c.processorTimeoutSeconds}): Lambda refuses the queue`,
    example: (c) => String(6 * c.processorTimeoutSeconds),
  },
  {
    key: "dlqRetentionDays",
    with: ["queueRetentionDays"],
    broken: (c) => c.dlqRetentionDays <= c.queueRetentionDays,
    fault: (c) =>
      `must exceed queueRetentionDays (${c.queueRetentionDays}): a dead-letter queue counts from the first enqueueing`,
    example: () => "14",
  },
  {
    key: "leaseSeconds",
    with: ["queueVisibilitySeconds", "processorTimeoutSeconds"],
    broken: (c) => c.leaseSeconds > c.queueVisibilitySeconds,
    fault: (c) => `must not exceed queueVisibilitySeconds (${c.queueVisibilitySeconds})`,
    example: (c) => String(Math.min(c.processorTimeoutSeconds + 10, c.queueVisibilitySeconds)),
  },
  {
    key: "heartbeatSeconds",
    with: ["leaseSeconds", "queueVisibilitySeconds", "processorTimeoutSeconds"],
    broken: (c) => c.heartbeatSeconds >= c.leaseSeconds,
    fault: (c) => `must be below leaseSeconds (${c.leaseSeconds})`,
    example: (c) => String(Math.max(1, Math.floor(c.leaseSeconds / 3))),
  },
  {
    key: "retryFirstSeconds",
    with: ["retrySpanSeconds"],
    broken: (c) => c.retryFirstSeconds > c.retrySpanSeconds,
    fault: (c) => `must not exceed retrySpanSeconds (${c.retrySpanSeconds})`,
    example: (c) => String(Math.min(5, c.retrySpanSeconds)),
  },
  {
    key: "batchWindowSeconds",
    with: ["batchSize"],
    broken: (c) => c.batchSize > 10 && c.batchWindowSeconds < 1,
    fault: () => "must be at least 1 when batchSize is above 10",
    example: () => "1",
  },
  {
    key: "sweepSeconds",
    with: [],
    broken: (c) => !c.isLocal && c.sweepSeconds % 60 !== 0,
    fault: () => "must be whole minutes",
    example: () => "60",
  },
];

/** Faults of values that are right by themselves and cannot stand together; nothing is said of keys that are `faulty` anyway. */
export const impossibleCombinations = (
  config: StackSettings,
  faulty: ReadonlySet<string> = new Set(),
): readonly ConfigFault[] =>
  rules
    .filter(({ key, with: others, broken }) => ![key, ...others].some((one) => faulty.has(one)) && broken(config))
    .map(({ key, fault, example }) => ({ key, fault: fault(config), example: example(config) }));
