import * as E from "fp-ts/Either";
import type { Clock } from "../../runtime/ports/clock";
import { receive } from "../../runtime/processor/receive";
import type { DeadLetter, DeadLetters } from "../dead-letters/dead-letters";

export type RedriveOptions = {
  readonly limit: number;
  readonly dryRun: boolean;
  /** Moves what no processor can read, too. */
  readonly includeMalformed: boolean;
};

export type Redriven = {
  /** Messages moved back, or, in a dry run, those that would be. */
  readonly moved: number;
  /** Not context objects. */
  readonly malformed: number;
  /** Accepted too long ago to be sent. */
  readonly too_late: number;
  /** Sent back, and yet not deleted: they lie in both queues, which is harmless. */
  readonly not_deleted: number;
  /** Failures to send a message back; it stays in the dead-letter queue. */
  readonly failed: number;
};

/** Longer than it takes to get through a queue, so that what is left behind is not received again. */
const HIDDEN_SECONDS = 600;

type Tally = { -readonly [K in keyof Redriven]: Redriven[K] };

type Kind = "moved" | "malformed" | "too_late";

const kindOf = async (letter: DeadLetter, clock: Clock): Promise<Kind> => {
  const received = await receive(letter.body)({ clock })();
  if (E.isRight(received)) return "moved";
  return received.left._tag === "TooLate" ? "too_late" : "malformed";
};

/**
 * Moves the messages of a dead-letter queue back to where they came from, each at most once: what fails again meanwhile
 * keeps the id that it got here, and is left. Ends at an empty queue.
 */
export const redrive = async (
  letters: DeadLetters,
  clock: Clock,
  { limit, dryRun, includeMalformed }: RedriveOptions,
  onProgress: (redriven: Redriven) => void,
): Promise<Redriven> => {
  const tally: Tally = { moved: 0, malformed: 0, too_late: 0, not_deleted: 0, failed: 0 };
  const ours = new Set<string>();
  const left = new Map<string, DeadLetter>();
  const leave = (letter: DeadLetter): void => void left.set(letter.messageId, letter);

  const move = async (letter: DeadLetter): Promise<void> => {
    try {
      ours.add(await letters.sendBack(letter));
    } catch {
      tally.failed += 1;
      return leave(letter);
    }
    tally.moved += 1;
    await letters.remove(letter).catch(() => {
      tally.not_deleted += 1;
    });
  };

  const handle = async (letter: DeadLetter): Promise<void> => {
    if (ours.has(letter.messageId) || left.has(letter.messageId)) return leave(letter);
    ours.add(letter.messageId);
    const kind = await kindOf(letter, clock);
    if (kind !== "moved") tally[kind] += 1;
    if (kind === "too_late" || (kind === "malformed" && !includeMalformed)) return leave(letter);
    if (!dryRun) return move(letter);
    tally.moved += 1;
    leave(letter);
  };

  try {
    for (let batch = await letters.receive(HIDDEN_SECONDS); batch.length > 0; ) {
      const most = limit - tally.moved;
      await Promise.all(batch.slice(0, most).map(handle));
      batch.slice(most).forEach(leave);
      onProgress({ ...tally });
      batch = tally.moved >= limit ? [] : await letters.receive(HIDDEN_SECONDS);
    }
  } finally {
    await Promise.allSettled([...left.values()].map((letter) => letters.release(letter)));
  }
  return tally;
};
