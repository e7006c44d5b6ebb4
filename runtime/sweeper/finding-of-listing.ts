import type { Attempt } from "../conversation/conversation";
import type { Candidate } from "../ports/carrier";
import { says, type Words } from "./same-words";

/** What is known of an uncertain send. */
export type Finding =
  /** So many messages are ours; more than one, and the recipient has it more than once. */
  | { readonly _tag: "Found"; readonly candidate: Candidate; readonly attemptId: string; readonly copies: number }
  | { readonly _tag: "NotSent" }
  | { readonly _tag: "TooEarly" }
  | { readonly _tag: "Unknowable"; readonly reason: string };

/** Another conversation between the two that may have a message in the list which it does not know of. */
export type Rival = { readonly words: readonly Words[]; readonly attempts: readonly Attempt[] };

export type Evidence = {
  /** What the carrier lists of the two, or why it was not asked. */
  readonly listing: readonly Candidate[] | { readonly unasked: string };
  /** What was sent, and before it was written anew; without it nothing in a list can be told to be ours. */
  readonly words: readonly Words[];
  /** The earliest first, at least one. */
  readonly attempts: readonly Attempt[];
  /** How often the list had none of the attempts before. */
  readonly absences: number;
  /** Ids of messages that records have as theirs. */
  readonly adopted: ReadonlySet<string>;
  readonly rivals: readonly Rival[];
  readonly now: Date;
  /** After so many seconds a call that was made is over, and its message is listed. */
  readonly reconcileAfterSeconds: number;
  /** After so many seconds without a trace the last attempt was not taken. */
  readonly waitSeconds: number;
};

/**
 * Milliseconds by which a carrier's clock may be behind ours, its whole seconds included. Too few would hide our own message,
 * which would then be sent again; a stranger's message of these seconds is told by its words.
 */
const CLOCK_SKEW_MS = 5_000;

const startOf = ({ sending_at }: Attempt): number => Date.parse(sending_at) - CLOCK_SKEW_MS;

/** Nothing that the carrier dates before it is ours. */
export const listedSince = (attempts: readonly Attempt[]): Date => new Date(Math.min(...attempts.map(startOf)));

export const lastSending = ({ attempts }: Evidence): number =>
  Math.max(...attempts.map((one) => Date.parse(one.sending_at)));

const isLater = (evidence: Evidence, seconds: number): boolean =>
  evidence.now.getTime() > lastSending(evidence) + seconds * 1000;

/** Whether a text says one of these; nothing where either is not known. */
const fits = (text: string | undefined, words: readonly Words[]): boolean | undefined =>
  text === undefined || words.length === 0 ? undefined : words.some((one) => says(text, one));

const isOurs = ({ words, attempts }: Evidence, { attemptId, text }: Candidate): boolean | undefined =>
  attemptId === undefined ? fits(text, words) : attempts.some(({ attempt_id }) => attempt_id === attemptId);

/** A call that began so much earlier is over: its message cannot be this one. */
const couldBeOf =
  ({ createdAt, text }: Candidate, { reconcileAfterSeconds }: Evidence) =>
  ({ words, attempts }: Rival): boolean =>
    fits(text, words) !== false &&
    (attempts.length === 0 ||
      attempts.some((attempt) => {
        const sinceMs = createdAt.getTime() - startOf(attempt);
        return sinceMs >= 0 && sinceMs <= reconcileAfterSeconds * 1000 + CLOCK_SKEW_MS;
      }));

/** What a list holds of ours: messages that can be nobody else's, and whether there are others of which that cannot be told. */
export const judge = (evidence: Evidence, listing: readonly Candidate[]) => {
  const since = listedSince(evidence.attempts).getTime();
  const free = listing.filter(
    ({ messageId, createdAt }) => !evidence.adopted.has(messageId) && createdAt.getTime() >= since,
  );
  const ours = free.filter((candidate) => isOurs(evidence, candidate));
  const contested = ours.filter(
    (candidate) => candidate.attemptId === undefined && evidence.rivals.some(couldBeOf(candidate, evidence)),
  );
  return {
    certain: ours
      .filter((candidate) => !contested.includes(candidate))
      .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime()),
    isContested: contested.length > 0,
    isUnreadable: free.some((candidate) => isOurs(evidence, candidate) === undefined),
  };
};

/** The attempt that a message is of, by its time: the last that had begun. */
const attemptOf = ({ attempts }: Evidence, { createdAt }: Candidate): string =>
  (attempts.filter((attempt) => startOf(attempt) <= createdAt.getTime()).at(-1) ?? attempts[0])?.attempt_id ?? "";

/** Why nobody can tell, if so. */
const doubtOf = (evidence: Evidence, { certain, isContested, isUnreadable }: ReturnType<typeof judge>) => {
  if (certain.length > 0 || isContested) return "several messages could be this one";
  if (isUnreadable) return "the carrier lists a message without its words";
  return evidence.absences > 0 ? `the carrier has none of ${evidence.absences + 1} attempts` : undefined;
};

/**
 * Judges a listing: messages that say our words and can be nobody else's are ours; none, after long enough, was not sent; a
 * second time that is not believed, since a message may be listed late. Else nobody can tell.
 */
export const findingOf = (evidence: Evidence): Finding => {
  const { listing, attempts, reconcileAfterSeconds, waitSeconds } = evidence;
  if ("unasked" in listing)
    return isLater(evidence, reconcileAfterSeconds)
      ? { _tag: "Unknowable", reason: listing.unasked }
      : { _tag: "TooEarly" };
  const judged = judge(evidence, listing);
  const [candidate] = judged.certain;
  if (candidate !== undefined && judged.certain.length <= attempts.length) {
    return { _tag: "Found", candidate, attemptId: attemptOf(evidence, candidate), copies: judged.certain.length };
  }
  if (!isLater(evidence, waitSeconds)) return { _tag: "TooEarly" };
  const reason = doubtOf(evidence, judged);
  return reason === undefined ? { _tag: "NotSent" } : { _tag: "Unknowable", reason };
};
