import type { Subject } from "../faults";
import { isRecord } from "../is-record";
import { parseJson } from "../parse-json";

const emailOf = (value: unknown): string | null =>
  isRecord(value) && typeof value.email === "string" ? value.email : null;

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

/** The first recipient and the sender of a mail-send body, as far as it can be read. */
export const recipientSubject = (body: string): Subject => {
  const parsed = parseJson(body);
  if (!parsed.ok || !isRecord(parsed.value)) return { to: null, from: null };
  const personalization = first(parsed.value.personalizations);
  return {
    to: isRecord(personalization) ? emailOf(first(personalization.to)) : null,
    from: emailOf(parsed.value.from),
  };
};
