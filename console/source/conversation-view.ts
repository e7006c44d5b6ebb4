import { diagnosisOf } from "../../ops/stuck/diagnosis";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { ConversationView, TimelineEntry } from "../api/conversation-view";
import { assistantOf } from "./assistant-of";
import { type FunctionLine, logLineView } from "./logged-event";
import { shownRecord } from "./shown-record";
import { summaryOf } from "./summary-of";
import { threadOf } from "./thread-of";
import type { Veil } from "./veil";

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
