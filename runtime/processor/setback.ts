import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { type ConversationStatus, isoAfter, type SendState } from "../conversation/conversation";
import { correlationOf } from "../conversation/message";
import { recordSetback } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import { changeConversation } from "./claim";
import { hurry, isLastReceive, retry } from "./retry-delay";
import { type Claimed, type Delivery, done, type ProcessorEnv, type QueueAnswer, type Setback } from "./stages";

type SecretOfSetup = "credentialsName" | "assistantKeyName";

/** What a setback does to message, record, log and secrets. */
type Row = {
  /** The message comes back with growing delays, or at once until the dead letters have it, or no more. */
  readonly queue: "retry" | "hurry" | "done";
  /** `lastStatus` takes the place of `status` at the last receive; without a state it stays as it is. */
  readonly record:
    | {
        readonly status: ConversationStatus;
        readonly lastStatus: ConversationStatus;
        readonly sendState?: SendState;
      }
    | undefined;
  /** Said before the setback's own reason. */
  readonly words: string;
  /** Troubles that no retry mends by itself are errors. */
  readonly level: "info" | "warn" | "error";
  /** The message's secrets that were not accepted, or could not be used, are read again at the next receive, past the cache. */
  readonly forgets?: readonly SecretOfSetup[];
};

/** A person mends it, at the carrier or in the secret; once that is done, a redrive completes what waits in the dead letters. */
const carrierSetup: Row = {
  queue: "retry",
  record: { status: "failed_to_send_message", lastStatus: "failed_to_send_message", sendState: "drafted" },
  words: "carrier: ",
  level: "error",
  forgets: ["credentialsName"],
};

const setbacks: Readonly<Record<Setback["_tag"], Row>> = {
  SetupIncomplete: {
    queue: "hurry",
    record: { status: "failed_unknown", lastStatus: "failed_unknown" },
    words: "",
    level: "error",
  },
  SecretMissing: {
    queue: "retry",
    record: { status: "failed_secrets_fetch", lastStatus: "failed_secrets_fetch" },
    words: "",
    level: "error",
    forgets: ["credentialsName", "assistantKeyName"],
  },
  Suppressed: {
    queue: "done",
    record: { status: "suppressed", lastStatus: "suppressed", sendState: "failed" },
    words: "suppressed",
    level: "info",
  },
  Unreadable: {
    queue: "retry",
    record: { status: "failed_unknown", lastStatus: "failed_unknown" },
    words: "",
    level: "error",
  },
  LimitReached: {
    queue: "done",
    record: { status: "failed_unknown", lastStatus: "failed_unknown", sendState: "failed" },
    words: "",
    level: "warn",
    forgets: [],
  },
  BudgetSpent: {
    queue: "hurry",
    record: { status: "failed_to_process_ai", lastStatus: "failed_to_process_ai" },
    words: "assistant: ",
    level: "warn",
    forgets: [],
  },
  AssistantUnavailable: {
    queue: "retry",
    record: { status: "processing", lastStatus: "failed_to_process_ai" },
    words: "assistant: ",
    level: "warn",
  },
  AssistantUnauthorised: {
    queue: "retry",
    record: { status: "failed_to_process_ai", lastStatus: "failed_to_process_ai" },
    words: "assistant: ",
    level: "error",
    forgets: ["assistantKeyName"],
  },
  AssistantRefused: {
    queue: "retry",
    record: { status: "failed_to_process_ai", lastStatus: "failed_to_process_ai" },
    words: "assistant: ",
    level: "warn",
  },
  NotSent: {
    queue: "retry",
    record: { status: "processing", lastStatus: "failed_to_send_message", sendState: "drafted" },
    words: "carrier: ",
    level: "warn",
  },
  CarrierSilent: {
    queue: "retry",
    record: { status: "processing", lastStatus: "failed_to_send_message" },
    words: "carrier: ",
    level: "warn",
  },
  TemplateRefused: {
    ...carrierSetup,
    record: { status: "failed_to_send_message", lastStatus: "failed_to_send_message" },
  },
  CarrierUnauthorised: carrierSetup,
  SetupRefused: carrierSetup,
  CarrierRefused: {
    queue: "hurry",
    record: { status: "failed_to_send_message", lastStatus: "failed_to_send_message", sendState: "failed" },
    words: "carrier refused: ",
    level: "warn",
  },
  OutcomeUnknown: {
    queue: "done",
    record: { status: "processing", lastStatus: "processing", sendState: "uncertain" },
    words: "carrier: ",
    level: "warn",
  },
  OutOfTime: {
    queue: "retry",
    record: { status: "processing", lastStatus: "failed_unknown" },
    words: "too little time was left",
    level: "warn",
  },
  LeaseLost: {
    queue: "retry",
    record: undefined,
    words: "another worker has the conversation",
    level: "warn",
  },
  SentButUnrecorded: {
    queue: "retry",
    record: undefined,
    words: "sent, but the record could not be updated",
    level: "error",
  },
  StoreUnavailable: {
    queue: "retry",
    record: undefined,
    words: "the conversations table is unavailable",
    level: "warn",
  },
};

const reasonOf = (setback: Setback): string => {
  const { words } = setbacks[setback._tag];
  if ("reason" in setback) return `${words}${setback.reason}`;
  return setback._tag === "CarrierRefused" ? `${words}${setback.code}` : words;
};

const answerOf = (setback: Setback, delivery: Delivery, env: ProcessorEnv): QueueAnswer => {
  switch (setbacks[setback._tag].queue) {
    case "done":
      return done;
    case "hurry":
      return hurry;
    case "retry":
      return retry(delivery, env, "retryAfterSeconds" in setback ? setback.retryAfterSeconds : undefined);
  }
};

/** What ends among the dead letters with a reason on its record; an unrecorded setback may yet be another worker's success. */
const isGivenUp = ({ queue, record }: Row, isLast: boolean): boolean =>
  record !== undefined && (queue === "hurry" || (queue === "retry" && isLast));

/** The log line of a setback; the alarm filters for `critical`. */
const eventOf = ({ message }: Claimed, delivery: Delivery, setback: Setback, isLast: boolean): LogEvent => ({
  event: "setback",
  ...correlationOf(message),
  status: setback._tag,
  reason: reasonOf(setback),
  receive: delivery.receiveCount,
  ...(isGivenUp(setbacks[setback._tag], isLast) ? { given_up: true } : {}),
  ...(setback._tag === "SentButUnrecorded" ? { message_id: setback.messageId, critical: true } : {}),
});

/** An uncertain send is looked into at once; a message that comes back has its time, and then some; one that ends in the dead letters is not chased. */
const nextCheck = (
  { queue, record }: Row,
  answer: QueueAnswer,
  isLast: boolean,
  { clock, settings }: ProcessorEnv,
): string | undefined => {
  if (record?.sendState === "uncertain") return isoAfter(clock.now(), 0);
  return answer._tag === "Done" || queue === "hurry" || isLast
    ? undefined
    : isoAfter(clock.now(), answer.afterSeconds + settings.reconcileAfterSeconds);
};

const record = (claimed: Claimed, setback: Setback, answer: QueueAnswer, isLast: boolean, env: ProcessorEnv) => {
  const row = setbacks[setback._tag];
  return row.record === undefined
    ? TE.right(undefined)
    : changeConversation(
        claimed,
        recordSetback(
          { ...claimed.lease, ...claimed.key },
          {
            status: isLast ? row.record.lastStatus : row.record.status,
            reason: reasonOf(setback),
            sendState: row.record.sendState,
            nextCheckAt: nextCheck(row, answer, isLast, env),
            asked: claimed.asking.soFar(),
            at: env.clock.now(),
          },
        ),
      )(env);
};

/** Names of the message's own secrets alone: what another project has remembered is no worse for it. */
const forgottenNames = ({ message: { company, request } }: Claimed, { _tag }: Setback): readonly string[] =>
  pipe(
    company.setups[request.channel],
    E.match(
      () => [],
      (setup) => (setbacks[_tag].forgets ?? []).map((which) => setup[which]),
    ),
  );

/** Records why a conversation did not get to its end, and says when its message comes back. A message is not done with while its record does not say why. */
export const handleSetback =
  (claimed: Claimed, delivery: Delivery) =>
  (setback: Setback): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
  (env) => {
    const { level } = setbacks[setback._tag];
    const isLast = isLastReceive(delivery.receiveCount, env.settings);
    const answer = answerOf(setback, delivery, env);
    return pipe(
      T.fromIO(() => {
        env.log[level](eventOf(claimed, delivery, setback, isLast))();
        for (const name of forgottenNames(claimed, setback)) env.secrets.forget(name)();
      }),
      T.chain(() => record(claimed, setback, answer, isLast, env)),
      TE.match(
        () => retry(delivery, env),
        () => answer,
      ),
    );
  };
