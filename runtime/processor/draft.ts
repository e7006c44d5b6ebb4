import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { checkAnswer } from "../assistant/check-variables";
import { firstQuestion, repairQuestion } from "../assistant/prompt";
import type { Draft } from "../conversation/conversation";
import { saveDraft } from "../conversation/transitions";
import type { AssistantAnswer, AssistantError, HasAssistant, Usage } from "../ports/assistant";
import type { HasClock, HasDeadline } from "../ports/time-and-chance";
import type { Step } from "../step";
import { changeConversation } from "./claim";
import type { Drafted, HasSettings, OutOfTime, Prepared, ProcessorEnv, Setback } from "./stages";
import { timeFor } from "./time-for";

type WritingEnv = HasAssistant & HasClock & HasDeadline & HasSettings;
type Unusable = { readonly answer: AssistantAnswer; readonly fault: string };

const ask = (
  prepared: Prepared,
  question: ReturnType<typeof firstQuestion>,
): Step<WritingEnv, AssistantError | OutOfTime, AssistantAnswer> =>
  pipe(
    timeFor((settings) => settings.assistantTimeoutSeconds, prepared),
    RTE.chainW(
      (timeoutMs) =>
        ({ assistant }: WritingEnv) =>
          assistant.ask({ ...question, timeoutMs }),
    ),
  );

const check = ({ message, setup, credentials }: Prepared, answer: AssistantAnswer) =>
  checkAnswer(message, setup, credentials, answer);

const plus = (one: Usage, other: Usage): Usage => ({
  prompt_tokens: one.prompt_tokens + other.prompt_tokens,
  completion_tokens: one.completion_tokens + other.completion_tokens,
  total_tokens: one.total_tokens + other.total_tokens,
});

const draftOf = ({ threadId, usage }: AssistantAnswer, variables: Draft["variables"]): Draft => ({
  variables,
  thread_id: threadId,
  ...usage,
});

const repair =
  (prepared: Prepared) =>
  ({ answer, fault }: Unusable): Step<WritingEnv, AssistantError | OutOfTime, Draft> =>
    pipe(
      ask(prepared, repairQuestion(prepared, answer.threadId, fault)),
      RTE.map((second) => ({ ...second, usage: plus(answer.usage, second.usage) })),
      RTE.chainEitherKW((second) =>
        pipe(
          check(prepared, second),
          E.bimap(
            (reason): AssistantError => ({ _tag: "AssistantRefused", reason }),
            (variables) => draftOf(second, variables),
          ),
        ),
      ),
    );

/** Has the assistant fill the variables; an answer that cannot be sent gets one more try, told what was wrong. */
export const writeDraft = (prepared: Prepared): Step<WritingEnv, AssistantError | OutOfTime, Draft> =>
  pipe(
    ask(prepared, firstQuestion(prepared)),
    RTE.chain((answer) =>
      pipe(
        check(prepared, answer),
        E.match(
          (fault) => repair(prepared)({ answer, fault }),
          (variables) => RTE.right(draftOf(answer, variables)),
        ),
      ),
    ),
  );

const writeAndSave = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  pipe(
    writeDraft(prepared),
    RTE.chainFirstW((draft) =>
      RTE.asksReaderTaskEither(({ clock }: ProcessorEnv) =>
        changeConversation(prepared, saveDraft(prepared.lease, draft, clock.now())),
      ),
    ),
    RTE.map((draft) => ({ ...prepared, draft })),
  );

/** The message's words: an earlier worker's, or newly written and saved. */
export const draft = (prepared: Prepared): Step<ProcessorEnv, Setback, Drafted> =>
  prepared.savedDraft === undefined ? writeAndSave(prepared) : RTE.right({ ...prepared, draft: prepared.savedDraft });
