import type { AccessEntry } from "../api-gateway/access-entry";
import type { AlarmChange } from "../cloudwatch/alarm";
import type { LogLine } from "../lambda/log-line";
import type { LedgerEntry } from "../providers/ledger-entry";
import type { Summary } from "../update/summary";
import { countsText } from "../update/summary-text";
import { keyRow } from "./banner";
import type { Ready } from "./ready";

const COLUMN = 10;

/** Texts come from requests: a line break would break the line, an escape character could do anything to the terminal. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ").trim();

const line = (at: string, what: string, text: string): string =>
  `${at.slice(11, 19)}  ${what.padEnd(COLUMN)}${oneLine(text)}`;

type Logged = Readonly<Record<string, unknown>>;

const isLogged = (value: unknown): value is Logged => typeof value === "object" && value !== null;

const parsed = (text: string): Logged => {
  try {
    const value: unknown = JSON.parse(text);
    return isLogged(value) ? value : {};
  } catch {
    return {};
  }
};

/** What went wrong with a function, in Lambda's own words or in those of an error that it logged. */
const faultIn = ({ level, message, type, record }: Logged): string | undefined => {
  if (type === "platform.runtimeDone" && isLogged(record))
    return record.status === "timeout" ? "its time ran out" : undefined;
  if (level !== "ERROR" || !isLogged(message)) return undefined;
  const { event, errorType, errorMessage, reason } = message;
  return [event ?? errorType, reason ?? errorMessage].filter((part) => part !== undefined).join(": ");
};

const faultText = ({ functionName, timestamp }: LogLine, fault: string | undefined): string | undefined =>
  fault === undefined ? undefined : line(timestamp, "error", `${functionName}: ${fault}`);

/** A function's log line as a person wants to read it; most lines are not for the terminal. */
export const logLineText = (logged: LogLine): string | undefined => {
  const entry = parsed(logged.line);
  const event = isLogged(entry.message) ? entry.message : {};
  switch (event.event) {
    case "request_accepted":
      return line(
        logged.timestamp,
        "accepted",
        `${event.channel} for ${event.company_id} ${event.project_id}, request ${event.request_id}`,
      );
    case "request_rejected":
      return line(logged.timestamp, "refused", `${event.error_code}${event.reason ? ` (${event.reason})` : ""}`);
    case "setback":
      return line(
        logged.timestamp,
        "setback",
        `${event.channel} receive ${event.attempt}: ${event.status}, ${event.reason}`,
      );
    case "delivery":
      return line(logged.timestamp, "receipt", `${event.channel} ${event.status}, request ${event.request_id}`);
    case "reconciled":
    case "delivery_unknown":
      return line(
        logged.timestamp,
        "swept",
        `${event.channel} ${event.status}${event.reason ? `: ${event.reason}` : ""}`,
      );
    case "not_processed":
      return line(logged.timestamp, "skipped", `${event.status}${event.reason ? `, ${event.reason}` : ""}`);
    default:
      return faultText(logged, faultIn(entry));
  }
};

/** What a provider's stand-in accepted. The recipient and the text are shown: this terminal is the demonstration's telephone. */
export const ledgerText = (entry: LedgerEntry): string | undefined => {
  switch (entry.kind) {
    case "response":
      return line(entry.at, "written", `by ${entry.model}, ${entry.inputTokens + entry.outputTokens} tokens`);
    case "conversation":
      return undefined;
    default:
      return line(entry.at, "sent", `${entry.kind} to ${entry.to.replace("whatsapp:", "")}: ${entry.renderedText}`);
  }
};

/** A request that API Gateway itself turned away. */
export const accessText = ({ at, status, error }: AccessEntry): string | undefined =>
  error === undefined ? undefined : line(new Date(at).toISOString(), "refused", `${status} ${error.message}`);

/** An alarm that fires, or is over; its first evaluation is no news. */
export const alarmText = ({ before, state }: AlarmChange, at: Date): string | undefined =>
  before === "ALARM" || state.value === "ALARM"
    ? line(at.toISOString(), "alarm", `${state.alarm.name} is ${state.value}: ${state.reason}`)
    : undefined;

/** An update of the running engine, and the keys that came with it. */
export const updateText = (summary: Summary, ready: Ready, before: Ready, at: Date): string => {
  const known = new Set(before.apiKeys.map(({ value }) => value));
  const fresh = ready.apiKeys.filter(({ value }) => !known.has(value));
  return [line(at.toISOString(), "updated", countsText(summary)), ...fresh.map(keyRow)].join("\n");
};
