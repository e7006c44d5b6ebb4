import { parseJson } from "../parse-json";
import { isStringRecord } from "../problem";

// WhatsApp's own rule for template parameters: no new line, tab, or more than four spaces in a row.
const unsendable = /[\r\n\t]| {5,}/;

/** Reads `ContentVariables`; anything but a JSON object of non-empty strings is Twilio's error 21656. */
export const parseContentVariables = (
  text: string | null,
  channel: "whatsapp" | "sms",
): Readonly<Record<string, string>> | undefined => {
  if (text === null || text === "") return {};
  const parsed = parseJson(text);
  if (!parsed.ok || !isStringRecord(parsed.value)) return undefined;
  const values = Object.values(parsed.value);
  if (values.some((value) => value.trim() === "")) return undefined;
  return channel === "whatsapp" && values.some((value) => unsendable.test(value)) ? undefined : parsed.value;
};
