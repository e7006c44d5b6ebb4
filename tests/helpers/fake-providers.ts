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

export { ASSISTANT_KEY, CONSENT_KEY, exampleSecrets, RECEIPT_KEY } from "../../tools/measure/sample/company-record";

/** Secrets by name, never remembered. */
export const fakeSecrets = (values: Readonly<Record<string, string>> = exampleSecrets) => {
  const reads: string[] = [];
  const forgotten: string[] = [];
  const get: Secrets["get"] = (name) => async () => {
    reads.push(name);
    const missing = { _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` };
    return E.fromNullable(missing)(values[name]);
  };
  const secrets: Secrets = {
    get,
    getLatest: get,
    forget: (name) => () => void forgotten.push(name),
  };
  return { secrets, reads, forgotten };
};

/** What becomes of one call. */
export type AssistantStep = (call: AssistantCall) => TE.TaskEither<AssistantError, AssistantAnswer>;

const answer = (content: AssistantAnswer["content"], endsThread = false): AssistantAnswer => ({
  content,
  endsThread,
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});

/** Answers with this text. */
export const says =
  (text: string): AssistantStep =>
  () =>
    TE.right(answer(E.right(text)));

/** Answers, and the answer is none that can be used. */
export const cannotSay =
  (why: string, endsThread = false): AssistantStep =>
  () =>
    TE.right(answer(E.left(why), endsThread));

export const assistantFails =
  (error: AssistantError): AssistantStep =>
  () =>
    TE.left(error);

/** Fills every variable that the schema asks for: `{"1":"text of 1"}`. */
export const fillsAll: AssistantStep = (call) => {
  const names = isJsonObject(call.schema.properties) ? Object.keys(call.schema.properties) : [];
  return says(JSON.stringify(Object.fromEntries(names.map((name) => [name, `text of ${name}`]))))(call);
};

/** Does one step after the other, then fills all. Threads are `conv_1`, `conv_2` …; `closed` lists those that were closed again. */
export const fakeAssistant = (...script: readonly AssistantStep[]) => {
  const calls: AssistantCall[] = [];
  const opened: string[] = [];
  const closed: string[] = [];
  const open: Assistant["open"] = () =>
    TE.fromIO(() => {
      opened.push(`conv_${opened.length + 1}`);
      return `conv_${opened.length}`;
    });
  const close: Assistant["close"] = ({ threadId }) => TE.fromIO(() => void closed.push(threadId));
  const ask: Assistant["ask"] = (call) => () => {
    const step = script[calls.length] ?? fillsAll;
    calls.push(call);
    return step(call)();
  };
  return { assistant: { open, ask, close }, calls, opened, closed };
};

/** Whether the carrier takes the message, and what the caller gets to see of that. */
export type CarrierStep = {
  readonly takes: boolean;
  readonly answer: (accepted: Accepted) => TE.TaskEither<CarrierError, Accepted>;
};

const takes: CarrierStep = { takes: true, answer: TE.right };

export const refuses = (error: CarrierError): CarrierStep => ({ takes: false, answer: () => TE.left(error) });

/** Takes the message, and the caller does not hear of it. */
export const takesBut = (error: CarrierError): CarrierStep => ({ takes: true, answer: () => TE.left(error) });

/**
 * A carrier with a ledger of its own: one step after the other, then it takes all. It lists what it took. `calls` is all
 * that was asked, `sends` all that was taken: the verdict on "never sent twice".
 */
export const fakeCarrier = (script: readonly CarrierStep[] = [], clock: Clock = manualClock()) => {
  const calls: { readonly credentials: CarrierCredentials; readonly message: Outbound }[] = [];
  const sends: Outbound[] = [];
  const taken: (Candidate & { readonly message: Outbound })[] = [];
  const accept = (message: Outbound, takesIt: boolean): Accepted => {
    const text = message.subject === undefined ? Object.values(message.variables).join(" ") : undefined;
    const accepted = { messageId: `SM${taken.length + 1}`, deliveryStatus: "queued", text };
    if (takesIt) {
      sends.push(message);
      taken.push({ ...accepted, createdAt: clock.now(), message });
    }
    return accepted;
  };
  const carrier: Carrier = {
    send: (credentials, message) => () => {
      const step = script[calls.length] ?? takes;
      calls.push({ credentials, message });
      return step.answer(accept(message, step.takes))();
    },
    keepsList: true,
    list: (_, { from, to }) =>
      TE.fromIO(() =>
        taken
          .filter(({ message }) => message.from === from && message.to === to)
          .map(({ message, ...candidate }) => candidate),
      ),
    templateVariables: () => TE.right(undefined),
  };
  return { carrier, calls, sends };
};
