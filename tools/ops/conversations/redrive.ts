import { Argument, Command } from "@commander-js/extra-typings";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { readEventMessage } from "../../../runtime/conversation/event-message";
import { conversationKey, readMessage, sendable } from "../../../runtime/conversation/message";
import { readReceived } from "../../../runtime/conversation/received-message";
import { WrongUsage, wholeNumber } from "../../command-line";
import type { OnStack } from "../cli/answer";
import type { DeadLetter, OpsEnv } from "../connect/ops-env";
import { type QueueName, queueNames } from "../connect/queue-names";

export type RedriveOptions = {
  readonly limit: number;
  readonly dryRun: boolean;
  /** Moves what nobody can read, too. */
  readonly includeMalformed: boolean;
  /** Deletes messages whose conversation has failed for good; its record keeps the reason. */
  readonly removeFailed: boolean;
  /** Moves, of events, those for one company only, or for one project. */
  readonly company?: string | undefined;
  readonly project?: string | undefined;
};

export const nothing = {
  /** Messages moved back, or, in a dry run, those that would be. */
  moved: 0,
  /** Neither context objects nor, of `replies` and `events`, what these hold. */
  malformed: 0,
  /** Of a form that a later version reads. */
  newer: 0,
  /** Accepted too long ago to be sent. */
  too_late: 0,
  /** Of conversations that have failed for good, or were cancelled: moved back, they would come to nothing. */
  failed_for_good: 0,
  /** Events for other projects than those that were asked for. */
  others: 0,
  removed: 0,
  /** Sent back, and yet not deleted: they lie in both queues, which is harmless. */
  not_deleted: 0,
  /** Failures to send back or to remove; the message stays in the dead-letter queue. */
  failed: 0,
};
export type Redriven = Readonly<typeof nothing>;

/** Moves all that can be read and that may still come to something. */
export const allAlive = { limit: Number.MAX_SAFE_INTEGER, dryRun: false, includeMalformed: false, removeFailed: false };

type RedriveEnv = Pick<OpsEnv, "clock" | "deadLetters" | "lookups">;

/** Longer than it takes to get through a queue, so that what is left behind is not received again. */
const HIDDEN_SECONDS = 600;

type Kind = "live" | "malformed" | "newer" | "too_late" | "failed_for_good" | "others";

const kindOfRefusal = { Malformed: "malformed", UnknownSchema: "newer", TooLate: "too_late" } as const;

/** What somebody wrote is recorded however late. */
const kindOfReply = ({ body }: DeadLetter): Kind =>
  pipe(
    readReceived(body),
    E.match(
      ({ _tag }) => kindOfRefusal[_tag],
      () => "live",
    ),
  );

type Whose = Pick<RedriveOptions, "company" | "project">;

/** What a company has not been told it is told however late. */
const kindOfEvent = ({ body }: DeadLetter, { company, project }: Whose): Kind =>
  pipe(
    readEventMessage(body),
    E.match(
      ({ _tag }) => kindOfRefusal[_tag],
      ({ company_id, project_id }) =>
        company_id === (company ?? company_id) && project_id === (project ?? project_id) ? "live" : "others",
    ),
  );

const kindOf = async (name: QueueName, letter: DeadLetter, env: RedriveEnv, whose: Whose): Promise<Kind> => {
  if (name === "replies") return kindOfReply(letter);
  if (name === "events") return kindOfEvent(letter, whose);
  const message = pipe(
    readMessage(letter.body),
    E.chainW((read) => sendable(read, env.clock.now())),
  );
  if (E.isLeft(message)) return kindOfRefusal[message.left._tag];
  const record = await env.lookups.record(conversationKey(message.right));
  return record?.send_state === "failed" ? "failed_for_good" : "live";
};

/**
 * Moves the messages of a dead-letter queue back to where they came from, each at most once: what fails again meanwhile
 * keeps the id that it got here, and is left. Ends at an empty queue.
 */
export const redrive = async (
  env: RedriveEnv,
  name: QueueName,
  options: RedriveOptions,
  onProgress: (redriven: Redriven) => void,
): Promise<Redriven> => {
  const letters = env.deadLetters[name];
  const tally = { ...nothing };
  const ours = new Set<string>();
  const left = new Map<string, DeadLetter>();
  const leave = (letter: DeadLetter): void => void left.set(letter.messageId, letter);
  const fail = (letter: DeadLetter) => (): void => {
    tally.failed += 1;
    leave(letter);
  };

  const move = (letter: DeadLetter): Promise<void> =>
    letters.sendBack(letter).then(async (id) => {
      ours.add(id);
      tally.moved += 1;
      await letters.remove(letter).catch(() => {
        tally.not_deleted += 1;
      });
    }, fail(letter));

  const remove = (letter: DeadLetter): Promise<void> =>
    letters.remove(letter).then(() => {
      tally.removed += 1;
    }, fail(letter));

  const handle = async (letter: DeadLetter): Promise<void> => {
    if (ours.has(letter.messageId) || left.has(letter.messageId)) return leave(letter);
    ours.add(letter.messageId);
    const kind = await kindOf(name, letter, env, options);
    if (kind !== "live") tally[kind] += 1;
    const moves = kind === "live" || (kind === "malformed" && options.includeMalformed);
    if (options.dryRun && moves) tally.moved += 1;
    if (options.dryRun) return leave(letter);
    if (moves) return move(letter);
    return kind === "failed_for_good" && options.removeFailed ? remove(letter) : leave(letter);
  };

  try {
    for (let batch = await letters.receive(HIDDEN_SECONDS); batch.length > 0; ) {
      const most = options.limit - tally.moved;
      batch.slice(most).forEach(leave);
      await Promise.all(batch.slice(0, most).map(handle));
      onProgress({ ...tally });
      batch = tally.moved >= options.limit ? [] : await letters.receive(HIDDEN_SECONDS);
    }
  } finally {
    await Promise.allSettled([...left.values()].map((letter) => letters.release(letter)));
  }
  return tally;
};

/** What is to be said besides, each of a number of messages. */
const sentences = (redriven: Redriven, { includeMalformed }: RedriveOptions): readonly string[] => {
  const { malformed, newer, too_late, failed_for_good, others, removed, not_deleted, failed } = redriven;
  const said: readonly (readonly [number, string])[] = [
    [
      malformed,
      includeMalformed
        ? "of them cannot be read, and come back."
        : "cannot be read and were left (--include-malformed moves them too).",
    ],
    [newer, "are of a later version's form and were left: redrive with that version."],
    [others, "are for other projects and were left."],
    [too_late, "were accepted more than 28 days ago, are never sent, and were left."],
    removed > 0
      ? [removed, "of conversations that have failed for good were deleted; the records keep the reasons."]
      : [
          failed_for_good,
          "are of conversations that have failed for good, or were cancelled, and were left (--remove-failed deletes them).",
        ],
    [not_deleted, "could not be deleted and lie in both queues, which is harmless."],
    [failed, "could not be moved or deleted, and were left."],
  ];
  return said.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
};

const counted = (number: number): string => (number === 1 ? "1 message" : `${number} messages`);

/** What a redrive did, for a person. */
export const redriveText = (name: QueueName, redriven: Redriven, options: RedriveOptions): string =>
  [
    options.dryRun
      ? `${counted(redriven.moved)} of ${name} would be moved back; nothing was changed.`
      : `Moved ${counted(redriven.moved)} of ${name} back to the queue.`,
    ...sentences(redriven, options),
  ].join(" ");

const progressText = (now: Redriven, total: number): string => {
  const seen = now.moved + now.malformed + now.newer + now.too_late + now.failed_for_good + now.others + now.failed;
  return `${Math.min(seen, total)} of about ${total} messages seen, ${now.moved} moved`;
};

export const redriveCommand = (onStack: OnStack) =>
  new Command("redrive")
    .description("moves the messages of a dead-letter queue back to its queue, each at most once")
    .addArgument(
      new Argument(
        "<queue>",
        "a channel's, that of what people wrote, which is recorded once, or that of events, which have the ids that they had",
      ).choices(queueNames),
    )
    .option("--limit <n>", "moves at most N messages", wholeNumber(1))
    .option("--dry-run", "only counts what would be moved", false)
    .option("--include-malformed", "moves messages too that cannot be read; they would come back", false)
    .option(
      "--remove-failed",
      "deletes messages whose conversation has failed for good (moved back, they would only return); the record keeps the reason",
      false,
    )
    .option("--company <id>", "moves events for this company only")
    .option("--project <id>", "moves events for this project only, of the company that --company names")
    .action((name, { limit = Number.MAX_SAFE_INTEGER, ...given }) => {
      if ((name === "replies" || name === "events") && given.removeFailed)
        throw new WrongUsage("--remove-failed goes with a channel");
      if (name !== "events" && given.company !== undefined) throw new WrongUsage("--company goes with events");
      if (given.project !== undefined && given.company === undefined)
        throw new WrongUsage("--project goes with --company");
      return onStack(async (env, terminal) => {
        const options = { limit, ...given };
        const total = await env.deadLetters[name].count();
        const redriven = await redrive(env, name, options, (now) => terminal.progress(progressText(now, total)));
        terminal.progress("");
        return {
          text: redriveText(name, redriven, options),
          data: { channel: name, dry_run: options.dryRun, ...redriven },
          done: redriven.failed === 0,
        };
      });
    });
