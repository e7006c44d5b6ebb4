import { hideable } from "../processor/retry-delay";

const MINUTE = 60;
const HOUR = 3_600;

/** Seconds between one try and the next: those that Standard Webhooks proposes, as far as SQS keeps a message hidden. */
const GAPS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR, 12 * HOUR];

/** How often an event is posted before it goes to the dead letters; also how often its queue hands it out. */
export const TRIES = GAPS.length + 1;

/** What came at one time is not tried again at one time: each delay is lengthened by up to this share. */
const JITTER = 0.1;

/** Whole seconds until the next try, and not before the endpoint wants it; none after the last one. */
export const secondsToNextTry = (tries: number, random: number, notBefore = 0): number | undefined => {
  const gap = GAPS[tries - 1];
  return gap === undefined ? undefined : hideable(Math.max(gap * (1 + JITTER * random), notBefore));
};
