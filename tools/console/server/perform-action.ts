import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as E from "fp-ts/Either";
import { constNull, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, type JsonObject, parseJson } from "../../../runtime/codec/json";
import { privateFolder } from "../../aws/private-files";
import { type ActionAnswer, type ActionEntry, wordsOf } from "../api/action";
import type { ConsoleParts, Outcome } from "./console-parts";
import { json, problem, type Reply } from "./reply";

const MOST = 500;

const write = (file: string, entry: ActionEntry): void => {
  privateFolder(dirname(file));
  appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
};

const Entry = t.type({
  ...{ id: t.string, name: t.string, at: t.string, operator: t.string, reason: t.string, subject: t.string },
  state: t.keyof({ running: null, done: null, refused: null, failed: null }),
  text: t.string,
});

/** What earlier starts have done; a line that cannot be read is left out. */
const recorded = (file: string | undefined): readonly ActionEntry[] =>
  file === undefined || !existsSync(file)
    ? []
    : readFileSync(file, "utf8")
        .split("\n")
        .slice(-MOST)
        .flatMap((line) =>
          pipe(
            parseJson(constNull)(line),
            E.chain(decodeOr(Entry, constNull)),
            E.match(
              () => [],
              (entry) => [entry],
            ),
          ),
        );

/** Keeps every action that was asked for in memory, and in the file what it came to; refusals stand there too. */
export const makeActionJournal = (file: string | undefined, onEntry: (entry: ActionEntry) => void) => {
  const entries = new Map(recorded(file).map((entry) => [entry.id, entry]));
  return {
    note: (entry: ActionEntry): void => {
      entries.set(entry.id, entry);
      const [oldest] = entries.keys();
      if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
      if (file !== undefined && entry.state !== "running") write(file, entry);
      onEntry(entry);
    },
    /** Newest first. */
    list: (): readonly ActionEntry[] => [...entries.values()].reverse(),
  };
};
export type ActionJournal = ReturnType<typeof makeActionJournal>;

/** Does what was asked for, if that is allowed, and records who asked, when, why, and what came of it. */
export const performAction = async (
  { actions, mayAct, operator }: ConsoleParts,
  journal: ActionJournal,
  name: string,
  input: JsonObject,
): Promise<Reply> => {
  const action = actions.find((one) => one.name === name);
  if (action === undefined) return problem(`there is no action "${name}" here`, 404);
  if (!mayAct) return problem(`${name} is not allowed: start the console with --allow-actions`, 403);
  const prepared = action.prepare(input);
  if (E.isLeft(prepared)) return problem(prepared.left, 400);
  const { subject, reason, run } = prepared.right;
  const begun = { id: randomUUID(), name, at: new Date().toISOString(), operator, reason, subject };
  const noted =
    (state: ActionEntry["state"]) =>
    ({ text, conversationId, receipt }: Outcome): Reply => {
      const entry = { ...begun, state, text };
      journal.note(entry);
      const answer: ActionAnswer = {
        action: entry,
        conversation_id: conversationId ?? null,
        receipt: receipt ?? null,
      };
      return json(answer);
    };
  noted("running")({ text: "" });
  try {
    return E.match(noted("refused"), noted("done"))(await run((text) => void noted("running")({ text })));
  } catch (error) {
    return noted("failed")({ text: wordsOf(error) });
  }
};
