import { type Finding, findings } from "./finding";

/** Days before a shut-down from which on it is warned of. */
const WARNING_DAYS = 60;
const DAY_MS = 86_400_000;

/** What is to be said of a model that is switched off on a day, if a day is known. */
export const modelFinding = (of: string, model: string, shutdown: string | undefined, now: Date): Finding => {
  const { ok, warning, wrong } = findings(of);
  const subject = `model ${model}`;
  if (shutdown === undefined) return ok(subject, "no shut-down date is known");
  const days = Math.ceil((Date.parse(`${shutdown}T00:00:00Z`) - now.getTime()) / DAY_MS);
  if (days <= 0) return wrong(subject, `OpenAI has switched it off on ${shutdown}: choose another one`);
  return days <= WARNING_DAYS
    ? warning(subject, `OpenAI switches it off on ${shutdown}, in ${days} ${days === 1 ? "day" : "days"}`)
    : ok(subject, `until ${shutdown}`);
};
