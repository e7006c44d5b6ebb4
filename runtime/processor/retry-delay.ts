import type { HasRandom } from "../ports/time-and-chance";
import { again, type Delivery, type ProcessorSettings, type QueueAnswer } from "./stages";

type RetrySettings = Pick<ProcessorSettings, "maxReceiveCount" | "retryFirstSeconds" | "retrySpanSeconds">;
/** What a function that is fed by a queue retries by. */
export type RetryEnv = HasRandom & { readonly settings: RetrySettings };

/** Seconds. SQS allows 43,200 from the receive on, of which a worker's time is gone by then. */
const LONGEST = 42_000;
/** Jitter only lengthens a delay, by up to this share: the receives must cover their span whatever chance says. */
const JITTER = 0.5;

const sumOf = (first: number, ratio: number, gaps: number): number =>
  ratio === 1 ? first * gaps : (first * (ratio ** gaps - 1)) / (ratio - 1);

/** The ratio by which each delay grows, so that `gaps` delays from `first` on cover `span`. */
const growth = (first: number, span: number, gaps: number): number => {
  const narrow = (low: number, high: number, steps: number): number => {
    const middle = (low + high) / 2;
    if (steps === 0) return high;
    return sumOf(first, middle, gaps) < span ? narrow(middle, high, steps - 1) : narrow(low, middle, steps - 1);
  };
  return gaps * first >= span ? 1 : narrow(1, span / first, 60);
};

/** The whole seconds for which a message can be hidden, given those for which it should be. */
export const hideable = (seconds: number): number => Math.min(Math.ceil(seconds), LONGEST);

export const isLastReceive = (receiveCount: number, { maxReceiveCount }: RetrySettings): boolean =>
  receiveCount >= maxReceiveCount;

/**
 * Whole seconds before a message is received again: exponential from the first delay, so that all receives together
 * cover the span (a single retry waits for all of it), with jitter on top. After the last receive there is nothing to wait for: the next hands it to the dead letters.
 */
export const retryDelay = (receiveCount: number, settings: RetrySettings, random: number): number => {
  const { maxReceiveCount, retryFirstSeconds, retrySpanSeconds } = settings;
  const gaps = maxReceiveCount - 1;
  if (isLastReceive(receiveCount, settings)) return 0;
  const first = gaps === 1 ? Math.max(retryFirstSeconds, retrySpanSeconds) : retryFirstSeconds;
  const delay = first * growth(first, retrySpanSeconds, gaps) ** (receiveCount - 1);
  return hideable(delay * (1 + JITTER * random));
};

/** For a message that cannot succeed: received again after a second, on its way to the dead letters. */
export const hurry: QueueAnswer = again(1);

/** Received again after its backoff, and not before `notBeforeSeconds`; after the last receive the dead letters take it at once. */
export const retry = (
  { receiveCount }: Pick<Delivery, "receiveCount">,
  { settings, random }: RetryEnv,
  notBeforeSeconds = 0,
): QueueAnswer =>
  isLastReceive(receiveCount, settings)
    ? again(0)
    : again(hideable(Math.max(retryDelay(receiveCount, settings, random()), notBeforeSeconds)));
