import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { JsonObject } from "../../../runtime/codec/json";
import type { ActionEntry } from "../api/action";
import type { ConsoleParts } from "./console-parts";
import { json, problem, type Reply } from "./reply";

/** Every action that was asked for, newest first, with what came of it. */
export type ActionJournal = {
  readonly note: (entry: ActionEntry) => void;
  readonly list: () => readonly ActionEntry[];
};

const MOST = 500;

const write = (file: string, entry: ActionEntry): void => {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
};

/** Keeps entries in memory, and in the file what an action came to; refusals stand there too. */
export const makeActionJournal = (file: string | undefined, onEntry: (entry: ActionEntry) => void): ActionJournal => {
  const entries = new Map<string, ActionEntry>();
  return {
    note: (entry) => {
      entries.set(entry.id, entry);
      const [oldest] = entries.keys();
      if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
      if (file !== undefined && entry.state !== "running") write(file, entry);
      onEntry(entry);
    },
    list: () => [...entries.values()].reverse(),
  };
};

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
