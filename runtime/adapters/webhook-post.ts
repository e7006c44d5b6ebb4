import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { Clock } from "../ports/time-and-chance";
import type { Endpoint, PostFailed } from "../ports/webhook";
import { isPostable, mayBePostedTo } from "../webhooks/public-address";
import { retryAfterSeconds } from "./carrier-errors";
import { httpOnce } from "./http-once";

/** Bytes. */
const LONGEST_ANSWER = 1_024;

const notPublic = (): Error => Object.assign(new Error("not public"), { code: "ENOTPUBLIC" });

/**
 * The addresses of a name, if each of them may be posted to. The connection is made to what is answered here, and to nothing that the
 * name leads to a moment later.
 */
const guardedLookup =
  (lookup: LookupFunction, isLocal: boolean): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error === null && Array.isArray(found) ? found : [];
      const [first] = addresses;
      const mayAll = addresses.every(({ address }: LookupAddress) => mayBePostedTo(address, isLocal));
      if (error !== null || first === undefined || !mayAll) return callback(error ?? notPublic(), []);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });

const failed = (reason: string): PostFailed => ({ _tag: "PostFailed", reason });

type WebhookOptions = {
  /** Of the operating system, or a test's. */
  readonly lookup: LookupFunction;
  readonly isLocal: boolean;
  readonly clock: Clock;
};

/** Companies' endpoints by HTTP: to public addresses alone, over TLS but in the local stack, on a connection for each post. */
export const webhookPost = ({ lookup, isLocal, clock }: WebhookOptions): Endpoint => {
  const guarded = guardedLookup(lookup, isLocal);
  return {
    post: ({ url, headers, body, timeoutMs }) =>
      isPostable(url, isLocal)
        ? pipe(
            httpOnce({
              method: "POST",
              url,
              headers: { ...headers, "Content-Type": "application/json", "User-Agent": "ai-multi-comms" },
              body,
              timeoutMs,
              lookup: guarded,
              longestAnswer: LONGEST_ANSWER,
            }),
            TE.bimap(
              ({ reason }) => failed(reason),
              ({ status, headers: answered }) => ({
                status,
                retryAfterSeconds: retryAfterSeconds(answered["retry-after"], clock.now()),
              }),
            ),
          )
        : TE.left(failed("the webhook's address may not be posted to")),
  };
};
