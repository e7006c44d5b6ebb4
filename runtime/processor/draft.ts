import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { checkAnswer } from "../assistant/check-variables";
import { type Question, repairQuestion, repeatedQuestion } from "../assistant/prompt";
import type { Draft } from "../conversation/conversation";
import { correlationOf } from "../conversation/message";
import { type LimitReached, walkCounters } from "../conversation/spending";
import { keepThread, reserveCalls, saveDraft } from "../conversation/transitions";
import type { HasLog } from "../log/log";
import type { AssistantAnswer, AssistantCall, AssistantError, HasAssistant, Usage } from "../ports/assistant";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { HasClock, HasDeadline } from "../ports/time-and-chance";
import type { Step } from "../step";
import { changeConversation, reservedBy } from "./claim";
import { sameNames } from "./prepare";
import type {
  BudgetSpent,
  Drafted,
  HasSettings,
  LeaseLost,
  OutOfTime,
  Prepared,
  ProcessorEnv,
  Setback,
} from "./stages";
import { timeFor } from "./time-for";

type WritingEnv = HasAssistant & HasClock & HasConversations & HasDeadline & HasLog & HasSettings;

/** An answer that was paid for and cannot be sent. */
type Fault = { readonly _tag: "Fault"; readonly reason: string; readonly endsThread: boolean; readonly usage: Usage };
type Failed = AssistantError | OutOfTime | BudgetSpent;
type Writing<E> = Step<WritingEnv, E, Draft>;

/** Seconds that the deletion of a thread may take. */
const CLOSING_SECONDS = 5;

const openThread = (prepared: Prepared, { apiKey, metadata }: Question): Step<WritingEnv, Failed, string> =>
  pipe(
    timeFor((settings) => settings.assistantTimeoutSeconds, prepared),
    RTE.chainW(
      (timeoutMs) =>
        ({ assistant }: WritingEnv) =>
          assistant.open({ apiKey, metadata, timeoutMs }),
    ),
  );

/** Keeps a thread on the record, for an erasure; one that cannot be kept is told. */
const keep = (prepared: Prepared, threadId: string): Step<WritingEnv, never, void> =>
  pipe(
    changeConversation(prepared, keepThread(threadId)),
    RTE.orElseW(
      () =>
        ({ log }: WritingEnv) =>
          TE.fromIO(log.warn({ event: "thread_left_behind", ...correlationOf(prepared.message), thread_id: threadId })),
    ),
  );

/** Deletes a thread that no draft names, or else keeps it; the course of the send is not concerned. */
const closeThread = (prepared: Prepared, threadId: string): Step<WritingEnv, never, void> =>
  pipe(
    timeFor(() => CLOSING_SECONDS, prepared),
    RTE.chainW(
      (timeoutMs) =>
        ({ assistant }: WritingEnv) =>
          assistant.close({ apiKey: prepared.assistantKey, threadId, timeoutMs }),
    ),
    RTE.orElseW(() => keep(prepared, threadId)),
  );

/** Writes in a thread of its own, which the question opens. One that leads to no draft is not left behind: it goes while `otherwise` goes on. */
const inThread = (
  prepared: Prepared,
  question: Question,
  write: (threadId: string) => Writing<Failed | Fault>,
  otherwise: (failure: Failed | Fault) => Writing<Failed>,
): Writing<Failed> =>
  pipe(
    openThread(prepared, question),
    RTE.chain((threadId) =>
      pipe(
        write(threadId),
        RTE.orElse((failure) => pipe(otherwise(failure), RTE.apFirstW(closeThread(prepared, threadId)))),
      ),
    ),
  );

/** More bytes than this make no token. */
const BYTES_PER_TOKEN = 3;

/** The most tokens that a question and its answer probably take. */
const mostTokens = ({ instructions, input, schema }: Question, outputTokens: number): number =>
  Math.ceil(Buffer.byteLength(`${instructions}${input}${JSON.stringify(schema)}`, "utf8") / BYTES_PER_TOKEN) +
  outputTokens;

/** Whether the conversation may cost a call of so many tokens more. */
const withinBudget = ({ message, asking }: Prepared, tokens: number): E.Either<BudgetSpent, void> => {
  const { assistantCallsPerConversation: calls, assistantTokensPerConversation: most } = message.company.limits;
  const asked = asking.soFar();
  if (asked.calls >= calls)
    return E.left({ _tag: "BudgetSpent", reason: `the conversation has had its ${calls} calls` });
  return asked.tokens + tokens > most
    ? E.left({ _tag: "BudgetSpent", reason: `another call might take the conversation beyond its ${most} tokens` })
    : E.right(undefined);
};

type Call = Omit<AssistantCall, "outputTokens" | "timeoutMs">;

/** Asks, if the conversation may cost it. The call is counted with the most that it may take, until its answer tells. */
const ask =
  (
    prepared: Prepared,
    call: Call,
    outputTokens: number,
    timeoutMs: number,
  ): Step<WritingEnv, Failed, AssistantAnswer> =>
  ({ assistant }) => {
    const { asking } = prepared;
    const tokens = mostTokens(call, outputTokens);
    return pipe(
      TE.fromEither(withinBudget(prepared, tokens)),
      TE.chainFirstIOK(() => asking.add({ calls: 1, tokens })),
      TE.chainW(() => assistant.ask({ ...call, outputTokens, timeoutMs })),
      TE.chainFirstIOK(({ usage }) => asking.add({ calls: 0, tokens: usage.total_tokens - tokens })),
    );
  };

/** A draft, if the answer can be sent; `room` multiplies the tokens that it may take. */
const put = (prepared: Prepared, question: Question, threadId: string, room = 1): Writing<Failed | Fault> =>
  pipe(
    timeFor((settings) => settings.assistantTimeoutSeconds, prepared),
    RTE.chainW(
      (timeoutMs) => (env: WritingEnv) =>
        ask(prepared, { ...question, threadId }, room * env.settings.assistantOutputTokens, timeoutMs)(env),
    ),
    RTE.chainEitherKW((answer) =>
      pipe(
        checkAnswer(prepared.message, prepared.setup, prepared.rules, answer),
        E.bimap(
          (reason): Fault => ({ _tag: "Fault", reason, endsThread: answer.endsThread, usage: answer.usage }),
          (variables) => ({ variables, thread_id: threadId, ...answer.usage }),
        ),
      ),
    ),
  );

const counting =
  ({ usage }: Fault) =>
  (draft: Draft): Draft => ({
    ...draft,
    prompt_tokens: usage.prompt_tokens + draft.prompt_tokens,
    completion_tokens: usage.completion_tokens + draft.completion_tokens,
    total_tokens: usage.total_tokens + draft.total_tokens,
  });

/** What ends the writing: a fault of the last answer, or why there was none, told after the fault that made it be asked for. */
const inTheEnd =
  (first: Fault | undefined) =>
  (last: Failed | Fault): Failed => {
    if (last._tag === "Fault") return { _tag: "AssistantRefused", reason: last.reason };
    return first === undefined || last._tag === "OutOfTime"
      ? last
      : { ...last, reason: `${first.reason}; then: ${last.reason}` };
  };

/** Asks again where it was asked. What OpenAI took of the first question and refuses of this one is the thread's trouble. */
const repair =
  (prepared: Prepared, threadId: string) =>
  (first: Failed | Fault): Writing<Failed | Fault> =>
    first._tag !== "Fault" || first.endsThread
      ? RTE.left(first)
      : pipe(
          put(prepared, repairQuestion(prepared.question, first.reason), threadId),
          RTE.bimap(
            (second) => (second._tag === "AssistantRefused" ? { ...first, endsThread: true } : inTheEnd(first)(second)),
            counting(first),
          ),
        );

/** Asks again in a new thread, with twice the room. */
const startAnew =
  (prepared: Prepared) =>
  (first: Failed | Fault): Writing<Failed> => {
    if (first._tag !== "Fault" || !first.endsThread) return RTE.left(inTheEnd(undefined)(first));
    const question = repeatedQuestion(prepared.question, first.reason);
    return pipe(
      inThread(
        prepared,
        question,
        (threadId) => put(prepared, question, threadId, 2),
        (second) => RTE.left(inTheEnd(first)(second)),
      ),
      RTE.map(counting(first)),
    );
  };

/** Has the assistant fill the variables; an answer that cannot be sent gets one more try, told what was wrong. */
export const writeDraft = (prepared: Prepared): Writing<Failed> =>
  inThread(
    prepared,
    prepared.question,
    (threadId) => pipe(put(prepared, prepared.question, threadId), RTE.orElse(repair(prepared, threadId))),
    startAnew(prepared),
  );

/** Counts the message among those of its day, once, before it costs anything. */
const countSpending =
  (prepared: Prepared): Step<ProcessorEnv, LimitReached | StoreUnavailable, void> =>
  ({ conversations, clock, settings }) => {
    const { message } = prepared;
    const isCounted = message.company.limits.assistantTokensPerDay !== undefined;
    const tokens = isCounted ? mostTokens(prepared.question, settings.assistantOutputTokens) : 0;
    return pipe(
      walkCounters({ message, at: clock.now(), tokens }, conversations.count, Number.POSITIVE_INFINITY),
      TE.chainW((verdict) => {
        if (verdict === "counted") return TE.right(undefined);
        return TE.left<StoreUnavailable | LimitReached>(verdict === "room" ? { _tag: "StoreUnavailable" } : verdict);
      }),
    );
  };

/** A worker that had a draft has not meant to ask, and now it does. */
const reserve = (prepared: Prepared): Step<ProcessorEnv, StoreUnavailable | LeaseLost, void> =>
  prepared.savedDraft === undefined
    ? RTE.right(undefined)
    : changeConversation(prepared, reserveCalls(prepared.lease, reservedBy(prepared)));

const writeAndSave = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  pipe(
    RTE.fromEither(withinBudget(prepared, 0)),
    RTE.chainW(() => countSpending(prepared)),
    RTE.chainW(() => reserve(prepared)),
    RTE.chainW(() => writeDraft(prepared)),
    RTE.map((draft) => ({ ...draft, written_for: prepared.writtenFor.fingerprint })),
    RTE.chainFirstW((draft) =>
      pipe(
        RTE.asksReaderTaskEither(({ clock }: ProcessorEnv) =>
          changeConversation(
            prepared,
            saveDraft(prepared.lease, draft, clock.now(), prepared.savedDraft, prepared.asking.soFar()),
          ),
        ),
        RTE.orElseFirstW((failure) => (failure._tag === "LeaseLost" ? closeThread : keep)(prepared, draft.thread_id)),
      ),
    ),
    RTE.map((draft) => ({ ...prepared, draft })),
  );

/** Whether a template would take these words now as it would have then; the secret may name another one since. */
const fits =
  ({ writtenFor: { names, fingerprint } }: Prepared) =>
  ({ written_for, variables }: Draft): boolean =>
    written_for === undefined ? sameNames(Object.keys(variables), names) : written_for === fingerprint;

/** The message's words: an earlier worker's, if they still fit, or newly written and saved. */
export const draft = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  prepared.savedDraft !== undefined && fits(prepared)(prepared.savedDraft)
    ? RTE.right({ ...prepared, draft: prepared.savedDraft })
    : writeAndSave(prepared);
