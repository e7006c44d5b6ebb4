import type { InvokeOutcome } from "../lambda/invoke-outcome";
import { pause } from "./pause";

const firstDelayMs = 100;
const longestDelayMs = 5_000;

export type InvokeUntilTaken = {
  readonly invoke: () => Promise<InvokeOutcome>;
  /** `performance.now()` value at which the messages become visible to others. */
  readonly visibleAt: number;
  readonly stopping: AbortSignal;
  readonly onThrottled: (retryAfterMs: number) => void;
};

/** Invokes again, with backoff, while the function is throttled and the messages are still hidden. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export const invokeUntilTaken = async ({
  invoke,
  visibleAt,
  stopping,
  onThrottled,
}: InvokeUntilTaken): Promise<InvokeOutcome> => {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    const outcome = await invoke();
    if (outcome._tag !== "Throttled" || stopping.aborted || performance.now() + delayMs >= visibleAt) return outcome;
    onThrottled(delayMs);
    await pause(delayMs, stopping);
  }
};
