import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { isJsonObject } from "../../runtime/codec/json-object";
import type { Assistant, AssistantAnswer, AssistantCall, AssistantError } from "../../runtime/ports/assistant";

/** What becomes of one call. */
export type AssistantStep = (call: AssistantCall) => TE.TaskEither<AssistantError, AssistantAnswer>;

export type FakeAssistant = { readonly assistant: Assistant; readonly calls: readonly AssistantCall[] };

const answer = (content: AssistantAnswer["content"], threadId: string): AssistantAnswer => ({
  threadId,
  content,
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});

const threadOf = ({ threadId }: AssistantCall): string => threadId ?? "conv_1";

/** Answers with this text. */
export const says =
  (text: string): AssistantStep =>
  (call) =>
    TE.right(answer(E.right(text), threadOf(call)));

/** Answers, and the answer is none that can be used. */
export const cannotSay =
  (why: string): AssistantStep =>
  (call) =>
    TE.right(answer(E.left(why), threadOf(call)));

export const assistantFails =
  (error: AssistantError): AssistantStep =>
  () =>
    TE.left(error);

/** Fills every variable that the schema asks for: `{"1":"text of 1"}`. */
export const fillsAll: AssistantStep = (call) => {
  const names = isJsonObject(call.schema.properties) ? Object.keys(call.schema.properties) : [];
  return says(JSON.stringify(Object.fromEntries(names.map((name) => [name, `text of ${name}`]))))(call);
};

/** Does one step after the other, then fills all. */
export const fakeAssistant = (...script: readonly AssistantStep[]): FakeAssistant => {
  const calls: AssistantCall[] = [];
  return {
    assistant: {
      ask: (call) => () => {
        const step = script[calls.length] ?? fillsAll;
        calls.push(call);
        return step(call)();
      },
    },
    calls,
  };
};
