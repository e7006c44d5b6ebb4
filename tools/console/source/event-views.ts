import type { JsonObject } from "../../../runtime/codec/json";
import { TRIES } from "../../../runtime/webhooks/schedule";
import type { EventTry, EventView } from "../api/conversation";
import words from "./event-words.json";
import { type FunctionLine, loggedEvent } from "./log-timeline";

/** What came of a try, or why there was none; any other name is told as it is. */
const outcomeWords: Readonly<Record<string, string>> = words;

type Line = { readonly at: string; readonly logged: JsonObject };

const textOf = ({ status, reason, retry_in_seconds }: JsonObject): string =>
  [
    outcomeWords[String(status)] ?? String(status),
    ...(typeof reason === "string" ? [reason] : []),
    ...(typeof retry_in_seconds === "number" && retry_in_seconds > 0 ? [`again in ${retry_in_seconds} s`] : []),
  ].join(", ");

const tryOf = ({ at, logged }: Line): EventTry => ({ at, isTaken: logged.status === "Taken", text: textOf(logged) });

/** After its last try the queue gives an event to the dead letters by itself. */
const stateOf = (last: JsonObject | undefined): EventView["state"] => {
  if (last === undefined) return "queued";
  if (last.status === "Taken") return "taken";
  if (last.status === "Unwanted") return "unwanted";
  return last.status === "Gone" || Number(last.receive) >= TRIES ? "dead" : "waiting";
};

/** What the log lines of a conversation tell of its events, in the order in which they were queued; `counts` by the ids, where they are known. */
export const eventViews = (
  lines: readonly FunctionLine[],
  counts?: ReadonlyMap<string, number>,
): readonly EventView[] => {
  const told = lines
    .map((line): Line => ({ at: line.timestamp, logged: loggedEvent(line) }))
    .filter(({ logged }) => typeof logged.event_id === "string");
  const byId = Map.groupBy(told, ({ logged }) => String(logged.event_id));
  return [...byId].flatMap(([id, ofOne]) => {
    const queued = ofOne.find(({ logged }) => logged.event === "event_told");
    if (queued === undefined) return [];
    const tries = ofOne
      .filter(({ logged }) => logged.event !== "event_told")
      .sort((one, other) => one.at.localeCompare(other.at));
    return {
      id,
      type: String(queued.logged.status),
      at: queued.at,
      state: stateOf(tries.at(-1)?.logged),
      tries: tries.map(tryOf),
      count: counts === undefined ? null : (counts.get(id) ?? 0),
    };
  });
};
