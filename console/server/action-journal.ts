import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { ActionEntry } from "../api/action";

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
