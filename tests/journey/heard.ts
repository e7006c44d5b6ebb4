import type { AlarmChange } from "../../local/cloudwatch/alarm";
import type { LogLine } from "../../local/lambda/log-line";
import type { Listeners } from "../../local/run/start-engine";

/** What an engine told of itself, from its start on. */
export type Heard = {
  readonly lines: LogLine[];
  readonly accessLines: string[];
  readonly alarms: AlarmChange[];
  readonly warnings: string[];
};

type Logged = Readonly<Record<string, unknown>>;

export const listening = (): { readonly heard: Heard; readonly listeners: Listeners } => {
  const heard: Heard = { lines: [], accessLines: [], alarms: [], warnings: [] };
  return {
    heard,
    listeners: {
      onLogLine: (line) => void heard.lines.push(line),
      onAccess: () => undefined,
      onAccessLog: (line) => void heard.accessLines.push(line),
      onAlarm: (change) => void heard.alarms.push(change),
      onLedgerEntry: () => undefined,
      warn: (text) => void heard.warnings.push(text),
    },
  };
};

const messageOf = ({ line }: LogLine): readonly Logged[] => {
  const { message } = JSON.parse(line) as { readonly message?: Logged | string };
  return typeof message === "object" ? [message] : [];
};

/** The events that the functions logged about one request, in their order. */
export const eventsOf = ({ lines }: Heard, requestId: string): readonly Logged[] =>
  lines
    .filter(({ line }) => line.includes(requestId))
    .flatMap(messageOf)
    .filter(({ request_id }) => request_id === requestId);
