import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Clock, HasRandom } from "../ports/time-and-chance";
import type { Endpoint } from "../ports/webhook";

/** Milliseconds within which an endpoint that is well has answered. */
const SHORT_MS = 2_000;
/** Milliseconds for which one that kept us waiting in vain is given no more than that, at least; chance, so that not all ask anew at once, makes it up to twice as many. */
const IMPATIENT_MS = 300_000;

/**
 * An endpoint that does not answer holds what posts to it for the whole of its time, and with that everybody's events. One that has
 * just done so gets little time, until it answers again, or some minutes later.
 */
export const withPatience = (endpoint: Endpoint, clock: Clock, random: HasRandom["random"]): Endpoint => {
  const impatientUntil = new Map<string, number>();
  return {
    post: (posted) => () => {
      const { url, timeoutMs } = posted;
      const startedAt = clock.now().getTime();
      const isImpatient = startedAt < (impatientUntil.get(url) ?? 0);
      const keptWaiting = (): void => {
        const now = clock.now().getTime();
        if (now - startedAt > SHORT_MS && !isImpatient) impatientUntil.set(url, now + IMPATIENT_MS * (1 + random()));
      };
      return pipe(
        endpoint.post({ ...posted, timeoutMs: isImpatient ? Math.min(SHORT_MS, timeoutMs) : timeoutMs }),
        TE.tapIO(() => () => void impatientUntil.delete(url)),
        TE.tapError(() => TE.fromIO(keptWaiting)),
      )();
    },
  };
};
