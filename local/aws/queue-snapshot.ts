/** A queue as it stands; `oldestSentAt` in epoch milliseconds, of whatever is not deleted yet. */
export type QueueSnapshot = {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestSentAt: number | undefined;
};
