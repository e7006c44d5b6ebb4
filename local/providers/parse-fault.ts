import { assistantFaults, type Fault } from "./fault";
import { faultVocabulary } from "./fault-vocabulary";
import { isRecord } from "./is-record";
import { isStringRecord, isWholeNumber, type Report, refuseUnknownKeys } from "./problem";
import type { ProviderName } from "./provider-name";

const extras = ["body", "headers", "delayMs"] as const;
const kinds = ["hang", "reset", "acceptThenStatus", "malformed", "assistant"] as const;
const known = ["status", "code", ...extras, ...kinds];

const longestDelayMs = 600_000;

const isPhase = (value: unknown): value is "before" | "after" => value === "before" || value === "after";

/** Reads the `fault` part of a rule; each problem is reported with its field, and then there is no fault. */
export const parseFault = (provider: ProviderName, value: unknown, report: Report): Fault | undefined => {
  if (!isRecord(value)) {
    report("fault", "must be an object");
    return undefined;
  }
  refuseUnknownKeys(value, known, "fault.", report);
  const { delayMs = 0, headers = {}, code, status } = value;
  if (!isWholeNumber(delayMs, 0, longestDelayMs)) {
    report("fault.delayMs", `must be a whole number of milliseconds from 0 to ${longestDelayMs}`);
    return undefined;
  }
  const byStatus = status !== undefined || code !== undefined;
  const chosen = kinds.filter((kind) => value[kind] !== undefined);
  if (chosen.length + (byStatus ? 1 : 0) > 1) {
    report("fault", `must be of one kind, not ${[...(byStatus ? ["status"] : []), ...chosen].join(" and ")}`);
    return undefined;
  }
  if (!byStatus && (value.body !== undefined || value.headers !== undefined)) {
    report(value.body !== undefined ? "fault.body" : "fault.headers", "goes with a status or code only");
  }

  if (byStatus) {
    if (code !== undefined && typeof code !== "string" && typeof code !== "number") {
      report("fault.code", "must be a string or a number");
      return undefined;
    }
    const codeText = code === undefined ? null : String(code);
    const wanted = status ?? (codeText === null ? undefined : faultVocabulary[provider].codes[codeText]);
    if (!isStringRecord(headers)) report("fault.headers", "must be an object of strings");
    if (!isWholeNumber(wanted, 400, 599)) {
      report("fault.status", "must be a whole number from 400 to 599 (it may be left out for the codes known here)");
    } else if (isStringRecord(headers)) {
      return { kind: "status", status: wanted, code: codeText, body: value.body, headers, delayMs };
    }
    return undefined;
  }
  const { hang, reset, acceptThenStatus, malformed, assistant } = value;
  if (hang !== undefined) {
    if (isPhase(hang)) return { kind: "hang", phase: hang, delayMs };
    report("fault.hang", 'must be "before" or "after"');
  } else if (reset !== undefined) {
    if (isPhase(reset)) return { kind: "reset", phase: reset, delayMs };
    report("fault.reset", 'must be "before" or "after"');
  } else if (acceptThenStatus !== undefined) {
    if (isWholeNumber(acceptThenStatus, 400, 599)) {
      return { kind: "acceptThenStatus", status: acceptThenStatus, delayMs };
    }
    report("fault.acceptThenStatus", "must be a whole number from 400 to 599");
  } else if (malformed !== undefined) {
    if (malformed === true) return { kind: "malformed", delayMs };
    report("fault.malformed", "must be true");
  } else if (assistant !== undefined) {
    const output = assistantFaults.find((one) => one === assistant);
    if (provider !== "openai") report("fault.assistant", "is for the provider openai only");
    else if (output !== undefined) return { kind: "assistant", output, delayMs };
    else report("fault.assistant", `must be one of ${assistantFaults.join(", ")}`);
  } else if (value.delayMs !== undefined) {
    return { kind: "delay", delayMs };
  } else {
    report("fault", `names no kind: give one of status, code, delayMs, ${kinds.join(", ")}`);
  }
  return undefined;
};
