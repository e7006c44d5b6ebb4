import { integer } from "../setting";

/** The queues and how they feed the processors. */
export const queueSettings = {
  queueVisibilitySeconds: integer({
    min: 2,
    max: 43_200,
    fallback: undefined,
    example: "900",
    about: "How long a received message stays hidden; 6 × processorTimeoutSeconds when not set.",
  }),
  queueMaxReceiveCount: integer({
    min: 1,
    max: 1_000,
    fallback: 5,
    example: "5",
    about: "Receives of a message before it goes to the dead-letter queue.",
  }),
  queueRetentionDays: integer({
    min: 1,
    max: 13,
    fallback: 4,
    example: "4",
    about: "Days that a queue keeps a message.",
  }),
  dlqRetentionDays: integer({
    min: 2,
    max: 14,
    fallback: 14,
    example: "14",
    about: "Days that a dead-letter queue keeps a message, counted from its first enqueueing.",
  }),
  batchSize: integer({ min: 1, max: 10_000, fallback: 10, example: "10", about: "Messages per processor invocation." }),
  batchWindowSeconds: integer({
    min: 0,
    max: 300,
    fallback: 0,
    example: "0",
    about: "How long a batch may be gathered.",
  }),
  maximumConcurrency: integer({
    min: 2,
    max: 1_000,
    fallback: 20,
    example: "20",
    about: "Invocations of one channel's processor at the same time.",
  }),
} as const;
