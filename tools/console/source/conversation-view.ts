import * as E from "fp-ts/Either";
import { inputFor, instructionsFor } from "../../../runtime/assistant/prompt";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { rebuildContext } from "../../../runtime/conversation/record";
import { diagnosisOf } from "../../ops/conversations/diagnosis";
import type { AssistantView, ConversationView, ThreadMessage, TimelineEntry } from "../api/conversation";
import { type FunctionLine, logLineView } from "./log-timeline";
import { spoken, summaryOf, textOf } from "./summary-of";
import { shownRecord, type Veil } from "./veil";

const variablesOf = ({ draft }: JsonObject, veil: Veil): Readonly<Record<string, string>> => {
  const variables = isJsonObject(draft) && isJsonObject(draft.variables) ? draft.variables : {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, veil.text(String(value))]));
};

const instructionsOf = ({ ai_config }: JsonObject): string => {
  const definition = isJsonObject(ai_config) ? ai_config.template_sender : undefined;
  return isJsonObject(definition) ? textOf(definition.instructions) : "";
};

/** What the assistant was asked and answered; the input is made from the record as the processor makes it. */
export const assistantOf = (record: JsonObject, veil: Veil): AssistantView | null => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return null;
  return {
    instructions: instructionsFor(instructionsOf(record)),
    input: veil.text(inputFor(context.right)),
    variables: variablesOf(record, veil),
    origin:
      "Instructions and input are made anew from the record, as the processor makes them; the variables are the saved draft.",
  };
};

/** The messages of a record, oldest first. */
export const threadOf = ({ messages }: JsonObject, veil: Veil): readonly ThreadMessage[] =>
  (Array.isArray(messages) ? messages : []).filter(isJsonObject).map((message) => ({
    text: veil.text(spoken(textOf(message.content))),
    at: textOf(message.timestamp),
    from: message.role === "user" ? "recipient" : "us",
    delivery: typeof message.delivery_status === "string" ? message.delivery_status : null,
    message_id: typeof message.message_id === "string" ? message.message_id : null,
  }));

export type ViewParts = {
  readonly record: JsonObject;
  readonly timeline: readonly TimelineEntry[];
  readonly lines: readonly FunctionLine[];
  readonly logNote: string;
  readonly veil: Veil;
  readonly now: Date;
};

/** Puts together what the console shows of one conversation. */
export const conversationView = ({ record, timeline, lines, logNote, veil, now }: ViewParts): ConversationView => ({
  summary: summaryOf(record, veil),
  thread: threadOf(record, veil),
  timeline,
  assistant: assistantOf(record, veil),
  record: shownRecord(record, veil, now),
  logLines: lines.map(logLineView),
  logNote,
  ...diagnosisOf(record, now),
});
