import type { Fault } from "./fault";
import { faultVocabulary } from "./fault-vocabulary";
import type { Json } from "./is-record";
import { isStringRecord, isWholeNumber, type Report } from "./problem";
import type { ProviderName } from "./provider-name";

/** Reads an error answer; for the codes that the vocabulary knows, the status may be left out. */
export const parseStatusFault = (
  provider: ProviderName,
  { status, code, body, headers = {} }: Json,
  delayMs: number,
  report: Report,
): Fault | undefined => {
  if (code !== undefined && typeof code !== "string" && typeof code !== "number") {
    report("fault.code", "must be a string or a number");
    return undefined;
  }
  const codeText = code === undefined ? null : String(code);
  const wanted = status ?? (codeText === null ? undefined : faultVocabulary[provider].codes[codeText]);
  const isError = isWholeNumber(wanted, 400, 599);
  if (!isError) {
    report("fault.status", "must be a whole number from 400 to 599 (it may be left out for the codes known here)");
  }
  if (!isStringRecord(headers)) report("fault.headers", "must be an object of strings");
  return isError && isStringRecord(headers)
    ? { kind: "status", status: wanted, code: codeText, body, headers, delayMs }
    : undefined;
};
