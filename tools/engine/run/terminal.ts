import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import type { AccessEntry } from "../../aws/api-gateway/access-log";
import type { AlarmChange, AlarmDeclaration, AlarmState } from "../../aws/cloudwatch/alarm";
import type { LogLine } from "../../aws/lambda/log-lines";
import type { LedgerEntry } from "../../providers/ledger/ledger-entry";
import { countsText, type Summary } from "../update/summary";
import type { Ready } from "./ready";

type Key = Ready["apiKeys"][number];

/** The request of the printed `curl` line, for a demonstration project. */
const demonstrationRequest = ({ company_id, project_id }: Key, requestId: string, at: Date) => ({
  company_data: { company_id, project_id },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    recipient_email: "ada@example.com",
    comms_consent: true,
  },
  request_data: { request_id: requestId, channel_method: "whatsapp", initial_request_timestamp: at.toISOString() },
  project_data: {
    jobID: "9999",
    jobRole: "Healthcare Assistant",
    clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
  },
});

/** A complete command to paste into a shell: a first message by WhatsApp. */
export const curlLine = ({ apiUrl }: Ready, key: Key, requestId: string, at: Date): string =>
  [
    `curl -s ${apiUrl}/initiate-conversation`,
    `-H 'x-api-key: ${key.value}'`,
    "-H 'content-type: application/json'",
    `-d '${JSON.stringify(demonstrationRequest(key, requestId, at))}'`,
  ].join(" \\\n  ");

/** A complete command that asks what became of that message. */
const statusLine = ({ apiUrl }: Ready, { company_id, project_id, value }: Key, requestId: string): string =>
  `curl -s ${apiUrl}/conversations/${company_id}/${project_id}/${requestId} \\\n  -H 'x-api-key: ${value}'`;

const row = (name: string, value: string): string => `  ${name.padEnd(12)}${value}`;

/** A project with its key. */
const keyRow = ({ company_id, project_id, use, value }: Ready["apiKeys"][number]): string =>
  row("Project", `${company_id} ${project_id}  ${use === "desk" ? "desk " : ""}x-api-key ${value}`);

/** What a person sees once the engine is up. */
export const banner = (ready: Ready, seconds: number, requestId: string, at: Date): string => {
  const [demonstration] = ready.apiKeys;
  return [
    `The engine runs, ${seconds.toFixed(1)} s after it was started; Ctrl-C ends it.`,
    "",
    ...(ready.consoleUrl === null ? [] : [row("Console", ready.consoleUrl), ""]),
    row("API", `${ready.apiUrl}/initiate-conversation`),
    ...ready.apiKeys.map(keyRow),
    ...(["openai", "twilio", "sendgrid"] as const).map((name) => row(name, ready.providers[name])),
    row("company", ready.endpoints.company),
    ...(demonstration === undefined
      ? []
      : [
          "",
          ready.consoleUrl === null
            ? "Send a first message: paste this into another terminal."
            : "Send a first message: open the console, or paste this into another terminal.",
          "",
          curlLine(ready, demonstration, requestId, at),
          "",
          "Then ask what became of it:",
          "",
          statusLine(ready, demonstration, requestId),
        ]),
    "",
  ].join("\n");
};

const COLUMN = 10;

/** Texts come from requests: a line break would break the line, an escape character could do anything to the terminal. */
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ").trim();

const line = (at: string, what: string, text: string): string =>
  `${at.slice(11, 19)}  ${what.padEnd(COLUMN)}${oneLine(text)}`;

const entryIn = (text: string): JsonObject =>
  pipe(
    text,
    parseJson(() => undefined),
    E.filterOrElse(isJsonObject, () => undefined),
    E.getOrElse((): JsonObject => ({})),
  );

/** What went wrong with a function, in Lambda's own words or in those of an error that it logged. */
const faultIn = ({ level, message, type, record }: JsonObject): string | undefined => {
  if (type === "platform.runtimeDone" && isJsonObject(record))
    return record.status === "timeout" ? "its time ran out" : undefined;
  if (level !== "ERROR" || !isJsonObject(message)) return undefined;
  const { event, errorType, errorMessage, reason } = message;
  return [event ?? errorType, reason ?? errorMessage].filter((part) => part !== undefined).join(": ");
};

/** An event that an endpoint has not taken, and when it is posted again. */
const untoldText = ({ company_id, project_id, status, reason, retry_in_seconds: seconds }: JsonObject): string =>
  `${company_id}/${project_id}: ${reason ?? status}${seconds === undefined ? "" : `, again in ${seconds} s`}`;

/** A function's log line as a person wants to read it; most lines are not for the terminal. */
export const logLineText = ({ functionName, timestamp, line: text }: LogLine): string | undefined => {
  const entry = entryIn(text);
  const event = isJsonObject(entry.message) ? entry.message : {};
  const told = (what: string, content: string): string => line(timestamp, what, content);
  switch (event.event) {
    case "request_accepted":
    case "request_repeated":
      return told(
        event.event === "request_accepted" ? "accepted" : "repeated",
        `${event.channel} for ${event.company_id} ${event.project_id}, request ${event.request_id}`,
      );
    case "request_cancelled":
      return told("cancelled", `for ${event.company_id} ${event.project_id}, request ${event.request_id}`);
    case "request_rejected":
    case "asking_rejected":
      return told("refused", `${event.error_code}${event.reason ? ` (${event.reason})` : ""}`);
    case "setback":
      return told("setback", `${event.channel} receive ${event.receive}: ${event.status}, ${event.reason}`);
    case "delivery":
      return told("receipt", `${event.channel} ${event.status}, request ${event.request_id}`);
    case "reconciled":
    case "delivery_unknown":
      return told("swept", `${event.channel} ${event.status}${event.reason ? `: ${event.reason}` : ""}`);
    case "received":
      return told("received", `${event.channel} for ${event.company_id} ${event.project_id}`);
    case "consent_recorded":
      return told(event.status === "suppressed" ? "opted out" : "opted in", `of ${event.company_id}, ${event.source}`);
    case "webhook_tried":
    case "event_not_posted":
      return event.status === "Taken" || event.status === "Unwanted" ? undefined : told("not told", untoldText(event));
    case "not_processed":
      return told("skipped", `${event.status}${event.reason ? `, ${event.reason}` : ""}`);
    default: {
      const fault = faultIn(entry);
      return fault === undefined ? undefined : told("error", `${functionName}: ${fault}`);
    }
  }
};

/** What a provider's stand-in accepted. The recipient and the text are shown: this terminal is the demonstration's telephone. */
export const ledgerText = (entry: LedgerEntry): string | undefined => {
  switch (entry.kind) {
    case "response":
      return line(
        entry.at,
        "written",
        `by the stand-in for ${entry.model}, ${entry.inputTokens + entry.outputTokens} tokens`,
      );
    case "conversation":
      return undefined;
    case "event":
      return line(entry.at, "told", `${entry.account}: ${entry.type}${entry.count > 1 ? ", again" : ""}`);
    default:
      return line(entry.at, "sent", `${entry.kind} to ${entry.to.replace("whatsapp:", "")}: ${entry.renderedText}`);
  }
};

/** A request that API Gateway itself turned away. */
export const accessText = ({ at, status, error }: Pick<AccessEntry, "at" | "status" | "error">): string | undefined =>
  error === undefined ? undefined : line(new Date(at).toISOString(), "refused", `${status} ${error.message}`);

type Change = Pick<AlarmChange, "before"> & {
  readonly state: Pick<AlarmState, "value"> & { readonly alarm: Pick<AlarmDeclaration, "name" | "description"> };
};

/** Where the runbook says what to do; the console has the whole of it. */
const advice = ({ description = "" }: Change["state"]["alarm"]): string =>
  description.split("What to do: ").at(-1) ?? description;

/** An alarm that fires, or is over; its first evaluation is no news. */
export const alarmText = ({ before, state }: Change, at: Date): string | undefined =>
  before === "ALARM" || state.value === "ALARM"
    ? line(
        at.toISOString(),
        "alarm",
        `${state.alarm.name} ${state.value === "ALARM" ? `fires: ${advice(state.alarm)}` : "is over"}`,
      )
    : undefined;

/** An update of the running engine, and the keys that came with it. */
export const updateText = (summary: Summary, ready: Ready, before: Ready, at: Date): string => {
  const known = new Set(before.apiKeys.map(({ value }) => value));
  const fresh = ready.apiKeys.filter(({ value }) => !known.has(value));
  return [line(at.toISOString(), "updated", countsText(summary)), ...fresh.map(keyRow)].join("\n");
};
