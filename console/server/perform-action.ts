import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { ActionEntry } from "../api/action";
import type { ActionJournal } from "./action-journal";
import type { ConsoleParts } from "./console-parts";
import { json, problem, type Reply } from "./reply";

const nameOf = ({ actions }: ConsoleParts, name: string) => actions.find((action) => action.name === name);

/** Does what was asked for, if that is allowed, and records who asked, when, why, and what came of it. */
export const performAction = async (
  parts: ConsoleParts,
  journal: ActionJournal,
  name: string,
  input: JsonObject,
): Promise<Reply> => {
  const action = nameOf(parts, name);
  if (action === undefined) return problem(`there is no action "${name}" here`, 404);
  if (!parts.mayAct) return problem(`${name} is not allowed: start the console with --allow-actions`, 403);
  const { subject, reason, run } = action.prepare(input);
  const begun: ActionEntry = {
    id: randomUUID(),
    name,
    at: new Date().toISOString(),
    operator: parts.operator,
    reason,
    subject,
    state: "running",
    text: "",
  };
  const note = (state: ActionEntry["state"], text: string): ActionEntry => {
    const entry = { ...begun, state, text };
    journal.note(entry);
    return entry;
  };
  note("running", "");
  try {
    const { done, text, conversationId } = await run((progress) => void note("running", progress));
    return json({ action: note(done ? "done" : "refused", text), conversation_id: conversationId ?? null });
  } catch (error) {
    return json({
      action: note("failed", error instanceof Error ? error.message : String(error)),
      conversation_id: null,
    });
  }
};
