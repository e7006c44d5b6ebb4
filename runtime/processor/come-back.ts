import type { HasRandom } from "../ports/random";
import type { Delivery } from "./delivery";
import type { HasSettings } from "./processor-env";
import { hideable, isLastReceive, retryDelay } from "./retry-delay";
import { again, type Verdict } from "./verdict";

/** For a message that cannot succeed: received again after a second, on its way to the dead letters. */
export const hurry: Verdict = again(1);

/** Received again after its backoff, and not before `notBeforeSeconds`; after the last receive the dead letters take it at once. */
export const retry = (
  { receiveCount }: Delivery,
  { settings, random }: HasSettings & HasRandom,
  notBeforeSeconds = 0,
): Verdict =>
  isLastReceive(receiveCount, settings)
    ? again(0)
    : again(hideable(Math.max(retryDelay(receiveCount, settings, random()), notBeforeSeconds)));
