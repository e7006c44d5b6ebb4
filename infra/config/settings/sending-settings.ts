import { integer, number } from "../setting";

/** Leases, retries and time limits of one conversation. */
export const sendingSettings = {
  leaseSeconds: integer({
    min: 2,
    max: 43_200,
    fallback: undefined,
    example: "160",
    about:
      "How long a worker holds a conversation; processorTimeoutSeconds + 10, at most the visibility, when not set.",
  }),
  heartbeatSeconds: integer({
    min: 1,
    max: 14_400,
    fallback: undefined,
    example: "53",
    about: "How often a working processor renews lease and visibility; a third of the lease when not set.",
  }),
  retryFirstSeconds: number({ min: 0.1, max: 900, fallback: 5, example: "5", about: "Delay before the first retry." }),
  retrySpanSeconds: number({
    min: 0.1,
    max: 43_200,
    fallback: 1_800,
    example: "1800",
    about: "The time that all receives of a message together cover at least.",
  }),
  reconcileAfterSeconds: integer({
    min: 1,
    max: 86_400,
    fallback: undefined,
    example: "270",
    about: "Age at which an unclear send is looked into; processorTimeoutSeconds + 120 when not set.",
  }),
  sweepSeconds: integer({
    min: 1,
    max: 3_600,
    fallback: 60,
    example: "60",
    about: "How often stranded conversations are looked for; whole minutes on AWS.",
  }),
  assistantTimeoutSeconds: number({
    min: 0.1,
    max: 600,
    fallback: 45,
    example: "45",
    about: "Time limit of one assistant call.",
  }),
  carrierTimeoutSeconds: number({
    min: 0.1,
    max: 120,
    fallback: 15,
    example: "15",
    about: "Time limit of one carrier call.",
  }),
} as const;
