import type { ConversationStatus, Ids } from "./api.js";
import type { Wait } from "./call.js";
import { aborted, type Failure, type Result, timedOut } from "./result.js";

type Test = (status: ConversationStatus) => boolean;

/** The carriers' words (Twilio: "Outbound Message Status", SendGrid: "Event Webhook"), by what they come to. */
const READ: readonly unknown[] = ["read", "open", "click", "replied"];
const DELIVERED: readonly unknown[] = ["delivered", ...READ];
const NOT_DELIVERED: readonly unknown[] = ["failed", "undelivered", "dropped", "bounce", "blocked"];

const stages = {
  sent: ({ conversation_status, delivery_status }: ConversationStatus) =>
    conversation_status === "initial_message_sent" || DELIVERED.includes(delivery_status),
  delivered: ({ delivery_status }: ConversationStatus) => DELIVERED.includes(delivery_status),
  read: ({ delivery_status }: ConversationStatus) => READ.includes(delivery_status),
} satisfies Readonly<Record<string, Test>>;

/** What there is to wait for: a stage of the message's way, which a later one includes; or a `conversation_status`. */
export type Awaited = keyof typeof stages | ConversationStatus["conversation_status"];

/** Nothing more comes of it by itself. Words that this version does not know are taken for "in progress". */
const hasEnded: Test = ({ conversation_status, delivery_status }) =>
  /^(failed_.*|delivery_unknown|suppressed|cancelled|rejected)$/.test(conversation_status) ||
  NOT_DELIVERED.includes(delivery_status);

const testOf = (awaited: Awaited | Test): Test => {
  if (typeof awaited === "function") return awaited;
  return Object.hasOwn(stages, awaited)
    ? stages[awaited as keyof typeof stages]
    : ({ conversation_status }) => conversation_status === awaited;
};

export type WaitOptions = {
  /** The longest time to wait, 60 seconds without it. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/** `reached`: whether what was waited for came about; else the conversation has ended otherwise, and `value` says how. */
export type Waited = Result<ConversationStatus, { readonly reached: boolean }>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** A request that was accepted and not yet taken up has no conversation. */
const isNotYet = ({ code }: Failure): boolean => code === "CONVERSATION_NOT_FOUND";

/** Asks for the status again and again, less and less often. */
export const waitUntil = async (
  ask: (ids: Ids, signal: AbortSignal | undefined) => Promise<Result<ConversationStatus>>,
  wait: Wait,
  ids: Ids,
  awaited: Awaited | Test,
  { timeoutMs = 60_000, signal }: WaitOptions,
): Promise<Waited> => {
  const isReached = testOf(awaited);
  const end = Date.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await ask(ids, signal);
    if (!answer.ok && !isNotYet(answer)) return answer;
    if (answer.ok && isReached(answer.value)) return { ...answer, reached: true };
    if (answer.ok && hasEnded(answer.value)) return { ...answer, reached: false };
    const left = end - Date.now();
    if (left <= 0)
      return timedOut(
        answer.ok
          ? `Waited ${timeoutMs} ms; conversation_status is ${answer.value.conversation_status}`
          : `Waited ${timeoutMs} ms; the conversation has not begun`,
      );
    try {
      await wait(Math.min(pause, left), signal);
    } catch {
      return aborted();
    }
  }
};
