import type { Candidate, Listing } from "../ports/carrier";

/** What is known of an uncertain send. */
export type Finding =
  | { readonly _tag: "Found"; readonly candidate: Candidate }
  | { readonly _tag: "NotSent" }
  /** Not sent either, after so many attempts that another makes no sense for now. */
  | { readonly _tag: "NeverSent"; readonly reason: string }
  | { readonly _tag: "TooEarly" }
  | { readonly _tag: "Unknowable"; readonly reason: string };

export type Evidence = {
  readonly listing: Listing;
  /** Ids of messages that records have as theirs. */
  readonly adopted: ReadonlySet<string>;
  /** Whether another conversation between the two has a send that is not settled. */
  readonly othersOpen: boolean;
  readonly sendingAt: Date;
  /** Attempts to send so far. */
  readonly attempts: number;
  readonly now: Date;
  /** After so many seconds without a trace the message was not sent. */
  readonly reconcileAfterSeconds: number;
};

/** Each attempt takes minutes to look into: so many outlast an outage of an hour, and keep the record small. */
const MOST_ATTEMPTS = 20;

/**
 * Milliseconds by which a carrier's clock may be behind ours, its whole seconds included. Too few would hide our own message,
 * which would then be sent again; a stranger's message of these seconds only leaves the outcome unknown.
 */
const CLOCK_SKEW_MS = 5_000;

const isLate = ({ sendingAt, now, reconcileAfterSeconds }: Evidence): boolean =>
  now.getTime() > sendingAt.getTime() + reconcileAfterSeconds * 1000;

const notSent = ({ attempts }: Evidence): Finding =>
  attempts < MOST_ATTEMPTS
    ? { _tag: "NotSent" }
    : { _tag: "NeverSent", reason: `the carrier has none of ${attempts} attempts` };

/** Judges a listing: exactly one message that is nobody's is ours; none, after long enough, was not sent; else nobody can tell. */
export const findingOf = (evidence: Evidence): Finding => {
  const { listing, adopted, othersOpen, sendingAt } = evidence;
  if (listing === undefined) {
    return isLate(evidence)
      ? { _tag: "Unknowable", reason: "the carrier keeps no list and sent no receipt" }
      : { _tag: "TooEarly" };
  }
  const unclaimed = listing.filter(
    ({ messageId, createdAt }) => !adopted.has(messageId) && createdAt.getTime() >= sendingAt.getTime() - CLOCK_SKEW_MS,
  );
  const [candidate] = unclaimed;
  if (candidate === undefined) return isLate(evidence) ? notSent(evidence) : { _tag: "TooEarly" };
  if (unclaimed.length === 1 && !othersOpen) return { _tag: "Found", candidate };
  return isLate(evidence) ? { _tag: "Unknowable", reason: "several messages could be this one" } : { _tag: "TooEarly" };
};
