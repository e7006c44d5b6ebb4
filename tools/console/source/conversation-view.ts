import * as E from "fp-ts/Either";
import { constNull, pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import { inputFor, instructionsFor } from "../../../runtime/assistant/prompt";
import { rebuildMessage } from "../../../runtime/conversation/record";
import { diagnosisOf } from "../../ops/conversations/diagnosis";
import { shownConversation } from "../../ops/conversations/show";
import type { AssistantView, ConversationView, ThreadMessage } from "../api/conversation";
import type { Correspondence } from "./correspondence";
import { type KnownConversation, spoken, summaryOf } from "./known-conversation";
import { type FunctionLine, logLineView } from "./log-timeline";
import type { Veil } from "./veil";

/** What the assistant was asked and answered; the input is made from the record as the processor makes it. */
const assistantOf = ({ record, ai_config, draft }: KnownConversation, veil: Veil): AssistantView | null =>
  pipe(
    rebuildMessage(record),
    E.match(constNull, (message) => ({
      instructions: instructionsFor(ai_config.template_sender.instructions),
      input: veil.text(inputFor(message)),
      variables: pipe(draft.variables, R.map(veil.text)),
      origin:
        "Instructions and input are made anew from the record, as the processor makes them; the variables are the saved draft.",
    })),
  );

/** What we have sent, as the record has it. */
const sentOf = ({ messages }: KnownConversation, veil: Veil): readonly ThreadMessage[] =>
  messages.map(({ content, timestamp, role, delivery_status, message_id }) => ({
    text: veil.text(spoken(content)),
    at: timestamp,
    from: role === "user" ? "recipient" : "us",
    kind: null,
    files: [],
    delivery: delivery_status || null,
    message_id: message_id || null,
  }));

const inTurn = (...lists: readonly (readonly ThreadMessage[])[]): readonly ThreadMessage[] =>
  lists.flat().sort((one, other) => one.at.localeCompare(other.at));

type ViewParts = Pick<ConversationView, "timeline" | "events" | "logNote"> & {
  readonly correspondence: Correspondence;
  readonly known: KnownConversation;
  readonly lines: readonly FunctionLine[];
  readonly veil: Veil;
  readonly now: Date;
};

/** Puts together what the console shows of one conversation. */
export const conversationView = ({
  known,
  correspondence: { received, consent },
  timeline,
  events,
  lines,
  logNote,
  veil,
  now,
}: ViewParts): ConversationView => ({
  summary: summaryOf(known, veil),
  thread: inTurn(sentOf(known, veil), received),
  consent,
  timeline,
  events,
  assistant: assistantOf(known, veil),
  // All of it, or what `npm run ops -- show` shows.
  record: veil.isOpen ? known.record : shownConversation(known.record, false, now),
  logLines: lines.map(logLineView),
  logNote,
  ...diagnosisOf(known.record, now),
});
