import { createHash } from "node:crypto";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { SpendingLimits } from "../company/company";
import type { ProjectIds } from "../request/request";
import { type ConversationKey, isoAfter } from "./conversation";
import { conversationKey, type Message } from "./message";

/*
 * What a project sends in a day (of UTC), counted before the assistant is asked. A counter is one item; of each recipient it holds which
 * conversations were counted, so that one that comes again is not counted twice, whatever died after its write. So that no item grows
 * large or hot, a project's allowance is shared out among several. A recipient's first one follows from its address; one whose share is
 * used up stays as it is for the rest of the day, and the next is tried, with what the recipient had in those before.
 */

/** Conversations that one counter holds: about 10 KB. */
const SHARE = 500;
/** The most that a project may set as `messages_per_day`. */
export const MOST_PER_DAY = 100_000;
/** The same, of a project that limits tokens. */
export const MOST_PER_DAY_WITH_TOKENS = 5_000;
const SECONDS_PER_DAY = 86_400;
/** A counter is kept beyond its day, for an operator to see. */
const KEPT_SECONDS = 3 * SECONDS_PER_DAY;

/** One more conversation, and what it must find room for in one counter. */
export type Counting = {
  readonly key: ConversationKey;
  /** Stand for the recipient and the conversation. */
  readonly recipient: string;
  readonly conversation: string;
  readonly tokens: number;
  readonly most: { readonly messages: number; readonly ofRecipient: number; readonly tokens: number };
  /** Epoch second. */
  readonly ttl: number;
};

/** What a counter holds, and which conversations of the recipient. */
export type Counted = {
  readonly messages: number;
  readonly tokens: number;
  readonly ofRecipient: readonly string[];
};

/** A limit that is reached, by its name in the record, and when it ends. */
export type LimitReached = { readonly _tag: "LimitReached"; readonly reason: string; readonly endsAt: string };

const short = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 8);

/** What is counted of one message on the day of `at`; `tokens` is the most that it may take. */
export type Spending = { readonly message: Message; readonly at: Date; readonly tokens: number };

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** When the day ends, and the limits with it. */
const endOf = (at: Date): string => isoAfter(new Date(`${dayOf(at)}T00:00:00.000Z`), SECONDS_PER_DAY);

/** Shares of tokens would be too small for a message: a project that limits them has one counter, and so fewer messages. */
const messagesOf = ({ messagesPerDay, assistantTokensPerDay }: SpendingLimits): number =>
  Math.min(messagesPerDay, assistantTokensPerDay === undefined ? MOST_PER_DAY : MOST_PER_DAY_WITH_TOKENS);

const countersOf = (limits: SpendingLimits): number =>
  limits.assistantTokensPerDay === undefined ? Math.ceil(messagesOf(limits) / SHARE) : 1;

const shareOf = (whole: number, at: number, among: number): number =>
  Math.floor(whole / among) + (at < whole % among ? 1 : 0);

const keyOf = ({ company_id, project_id }: ProjectIds, at: Date, counter: number): ConversationKey => ({
  primary_channel: `spent#${company_id}#${project_id}#${dayOf(at)}#${counter}`,
  conversation_id: "spent",
});

/** Every counter of a project on the day of `at`, for an operator to see what is used. */
export const countersOn = (project: ProjectIds, limits: SpendingLimits, at: Date): readonly ConversationKey[] =>
  Array.from({ length: countersOf(limits) }, (_, counter) => keyOf(project, at, counter));

/** The counting in the `nth` counter that is tried, where the recipient had so many in those before. */
const countingOf = ({ message, at, tokens }: Spending, nth: number, before: number): Counting => {
  const limits = message.company.limits;
  const { primary_channel, conversation_id } = conversationKey(message);
  const recipient = short(primary_channel);
  const among = countersOf(limits);
  const counter = (Buffer.from(recipient).readUInt32BE() + nth) % among;
  return {
    key: keyOf(message.request.project, at, counter),
    recipient,
    conversation: short(conversation_id),
    tokens: limits.assistantTokensPerDay === undefined ? 0 : tokens,
    most: {
      messages: shareOf(messagesOf(limits), counter, among),
      ofRecipient: limits.messagesPerRecipientPerDay - before,
      tokens: limits.assistantTokensPerDay ?? Number.MAX_SAFE_INTEGER,
    },
    ttl: Math.floor(at.getTime() / 1000) + KEPT_SECONDS,
  };
};

const reached = (name: string, limit: number | undefined, { at }: Spending): LimitReached => ({
  _tag: "LimitReached",
  reason: `the limit ${name} (${limit}) is reached; it ends at ${endOf(at)}`,
  endsAt: endOf(at),
});

const tokensReached = (spending: Spending): LimitReached =>
  reached("assistant_tokens_per_day", spending.message.company.limits.assistantTokensPerDay, spending);

/** What a counter says of a conversation: it is counted there, has room, has none for a limit that is reached, or none at all. */
export type Verdict = "counted" | "room" | LimitReached;

const verdictOf = (spending: Spending, counting: Counting, held: Counted): Verdict | "full" => {
  const { messagesPerRecipientPerDay } = spending.message.company.limits;
  const { conversation, most, tokens } = counting;
  if (held.ofRecipient.includes(conversation)) return "counted";
  if (held.ofRecipient.length >= most.ofRecipient)
    return reached("messages_per_recipient_per_day", messagesPerRecipientPerDay, spending);
  if (held.messages >= most.messages) return "full";
  return held.tokens + tokens > most.tokens ? tokensReached(spending) : "room";
};

/** Gives what a counter holds, or that it has counted the conversation just now. */
type Look<E> = (counting: Counting) => TE.TaskEither<E, "counted" | Counted>;

type Tried = { readonly counters: number; readonly ofRecipient: number };

/** Looks into one counter after the other, `mostLooks` at most, until one has counted the conversation, has room, or a limit is reached. */
export const walkCounters = <E>(
  spending: Spending,
  look: Look<E>,
  mostLooks: number,
  tried: Tried = { counters: 0, ofRecipient: 0 },
): TE.TaskEither<E, Verdict> => {
  const limits = spending.message.company.limits;
  if (tried.counters >= countersOf(limits)) return TE.right(reached("messages_per_day", messagesOf(limits), spending));
  if (tried.counters >= mostLooks) return TE.right("room");
  const counting = countingOf(spending, tried.counters, tried.ofRecipient);
  if (counting.tokens > counting.most.tokens) return TE.right(tokensReached(spending));
  return pipe(
    look(counting),
    TE.chain((held) => {
      if (held === "counted") return TE.right<E, Verdict>(held);
      const verdict = verdictOf(spending, counting, held);
      return verdict === "full"
        ? walkCounters(spending, look, mostLooks, {
            counters: tried.counters + 1,
            ofRecipient: tried.ofRecipient + held.ofRecipient.length,
          })
        : TE.right<E, Verdict>(verdict);
    }),
  );
};
