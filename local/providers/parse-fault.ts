import { assistantFaults, type Fault } from "./fault";
import { isRecord } from "./is-record";
import { parseStatusFault } from "./parse-status-fault";
import { isWholeNumber, type Report, refuseUnknownKeys } from "./problem";
import type { ProviderName } from "./provider-name";

const kinds = ["hang", "reset", "acceptThenStatus", "malformed", "assistant"] as const;
const known = ["status", "code", "body", "headers", "delayMs", ...kinds];

const longestDelayMs = 600_000;

type Read = (value: unknown, delayMs: number, provider: ProviderName) => Fault | string;

const lost =
  (kind: "hang" | "reset"): Read =>
  (phase, delayMs) =>
    phase === "before" || phase === "after" ? { kind, phase, delayMs } : 'must be "before" or "after"';

/** Reads one kind's value; a string says what is wrong with it. */
const readers: Readonly<Record<(typeof kinds)[number], Read>> = {
  hang: lost("hang"),
  reset: lost("reset"),
  acceptThenStatus: (status, delayMs) =>
    isWholeNumber(status, 400, 599)
      ? { kind: "acceptThenStatus", status, delayMs }
      : "must be a whole number from 400 to 599",
  malformed: (value, delayMs) => (value === true ? { kind: "malformed", delayMs } : "must be true"),
  assistant: (value, delayMs, provider) => {
    const output = assistantFaults.find((one) => one === value);
    if (provider !== "openai") return "is for the provider openai only";
    return output === undefined
      ? `must be one of ${assistantFaults.join(", ")}`
      : { kind: "assistant", output, delayMs };
  },
};

/** Reads the `fault` part of a rule; each problem is reported with its field, and then there is no fault. */
export const parseFault = (provider: ProviderName, value: unknown, report: Report): Fault | undefined => {
  if (!isRecord(value)) {
    report("fault", "must be an object");
    return undefined;
  }
  refuseUnknownKeys(value, known, "fault.", report);
  const { delayMs = 0 } = value;
  if (!isWholeNumber(delayMs, 0, longestDelayMs)) {
    report("fault.delayMs", `must be a whole number of milliseconds from 0 to ${longestDelayMs}`);
    return undefined;
  }
  const byStatus = value.status !== undefined || value.code !== undefined;
  const chosen = kinds.filter((kind) => value[kind] !== undefined);
  const [kind] = chosen;
  if (chosen.length + (byStatus ? 1 : 0) > 1) {
    report("fault", `must be of one kind, not ${[...(byStatus ? ["status"] : []), ...chosen].join(" and ")}`);
    return undefined;
  }
  if (byStatus) return parseStatusFault(provider, value, delayMs, report);
  for (const key of ["body", "headers"]) {
    if (value[key] !== undefined) report(`fault.${key}`, "goes with a status or code only");
  }
  if (kind === undefined) {
    if (value.delayMs !== undefined) return { kind: "delay", delayMs };
    report("fault", `names no kind: give one of status, code, delayMs, ${kinds.join(", ")}`);
    return undefined;
  }
  const read = readers[kind](value[kind], delayMs, provider);
  if (typeof read !== "string") return read;
  report(`fault.${kind}`, read);
  return undefined;
};
