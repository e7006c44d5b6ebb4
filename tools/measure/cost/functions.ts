/** Memory of the stack's defaults in GB, and what cannot be measured on one machine: how many seconds a function waits for the world. */
export const assumed = {
  router: { gb: 0.25, seconds: 0.05 },
  processor: { gb: 0.5, seconds: 3 },
  receipts: { gb: 0.25, seconds: 0.05 },
  inbound: { gb: 0.5, seconds: 0.1 },
  replies: { gb: 0.5, seconds: 0.1 },
  desk: { gb: 0.25, seconds: 0.05 },
  events: { gb: 0.25, seconds: 0.05 },
  webhooks: { gb: 0.25, seconds: 0.5 },
} as const;

/** The functions that are called for a message, and not by the clock. */
export type Called = keyof typeof assumed;

export const called = Object.keys(assumed) as readonly Called[];

/** Each of them takes a message from a queue. */
export const fed: readonly Called[] = ["processor", "replies", "webhooks"];
