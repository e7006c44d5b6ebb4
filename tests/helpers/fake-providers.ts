import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { isJsonObject } from "../../runtime/codec/json";
import type { CarrierCredentials } from "../../runtime/company/channel-setup";
import type { Accepted } from "../../runtime/conversation/conversation";
import type { Assistant, AssistantAnswer, AssistantCall, AssistantError } from "../../runtime/ports/assistant";
import type { Candidate, Carrier, CarrierError, Outbound } from "../../runtime/ports/carrier";
import type { Secrets } from "../../runtime/ports/secrets";
import type { Clock } from "../../runtime/ports/time-and-chance";
import { exampleSecrets } from "../../tools/measure/sample/company-record";
import { manualClock } from "./time-and-chance";

export { ASSISTANT_KEY, exampleSecrets, RECEIPT_KEY } from "../../tools/measure/sample/company-record";

type FakeSecrets = {
  readonly secrets: Secrets;
  readonly reads: readonly string[];
  readonly timesForgotten: () => number;
};

/** Secrets by name, never remembered. */
export const fakeSecrets = (values: Readonly<Record<string, string>> = exampleSecrets): FakeSecrets => {
  const reads: string[] = [];
  let forgotten = 0;
  return {
    secrets: {
      get: (name) => () => {
        reads.push(name);
        const value = values[name];
        return value === undefined
          ? TE.left({ _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` })()
          : TE.right(value)();
      },
      forgetAll: () => {
        forgotten += 1;
      },
    },
    reads,
    timesForgotten: () => forgotten,
  };
};

/** What becomes of one call. */
export type AssistantStep = (call: AssistantCall) => TE.TaskEither<AssistantError, AssistantAnswer>;

type FakeAssistant = { readonly assistant: Assistant; readonly calls: readonly AssistantCall[] };

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

/** Whether the carrier takes the message, and what the caller gets to see of that. */
type CarrierStep = {
  readonly takes: boolean;
  readonly answer: (accepted: Accepted) => TE.TaskEither<CarrierError, Accepted>;
};

type CarrierCall = { readonly credentials: CarrierCredentials; readonly message: Outbound };

type FakeCarrier = {
  readonly carrier: Carrier;
  /** Everything that was asked. */
  readonly calls: readonly CarrierCall[];
  /** Everything that was taken: the verdict on "never sent twice". */
  readonly sends: readonly Outbound[];
};

const takes: CarrierStep = { takes: true, answer: TE.right };

export const refuses = (error: CarrierError): CarrierStep => ({ takes: false, answer: () => TE.left(error) });

/** Takes the message, and the caller does not hear of it. */
export const takesBut = (error: CarrierError): CarrierStep => ({ takes: true, answer: () => TE.left(error) });

type Taken = Candidate & { readonly message: Outbound };

/** A carrier with a ledger of its own: one step after the other, then it takes all. It lists what it took. */
export const fakeCarrier = (script: readonly CarrierStep[] = [], clock: Clock = manualClock()): FakeCarrier => {
  const calls: CarrierCall[] = [];
  const sends: Outbound[] = [];
  const taken: Taken[] = [];
  const accept = (message: Outbound, takesIt: boolean): Accepted => {
    const text = message.subject === undefined ? Object.values(message.variables).join(" ") : undefined;
    const accepted = { messageId: `SM${taken.length + 1}`, deliveryStatus: "queued", text };
    if (takesIt) {
      sends.push(message);
      taken.push({ ...accepted, createdAt: clock.now(), message });
    }
    return accepted;
  };
  return {
    carrier: {
      send: (credentials, message) => () => {
        const step = script[calls.length] ?? takes;
        calls.push({ credentials, message });
        return step.answer(accept(message, step.takes))();
      },
      list: (_, { from, to }) =>
        TE.fromIO(() =>
          taken
            .filter(({ message }) => message.from === from && message.to === to)
            .map(({ message, ...candidate }) => candidate),
        ),
      templateVariables: () => TE.right(undefined),
    },
    calls,
    sends,
  };
};
