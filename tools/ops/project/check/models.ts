import type { ProjectConfig } from "../../../../infra/config/project-config";
import { type Channel, channels } from "../../../../runtime/request/request";
import { type Finding, ok, warning, wrong } from "./finding";

type ModelInUse = { readonly model: string; readonly channels: readonly Channel[] };

/** Every model that a project's assistants name, each once. */
export const modelsInUse = (project: ProjectConfig): readonly ModelInUse[] => {
  const named = channels.flatMap((channel) => {
    const { assistant, replies } = project.channels[channel] ?? {};
    return [assistant, replies].flatMap((one) => (one === undefined ? [] : [{ model: one.model, channel }]));
  });
  return [...new Set(named.map(({ model }) => model))].map((model) => ({
    model,
    channels: [...new Set(named.filter((one) => one.model === model).map(({ channel }) => channel))],
  }));
};

/** Days before a shut-down from which on it is warned of. */
const WARNING_DAYS = 60;
const DAY_MS = 86_400_000;

/** What is to be said of a model that is switched off on a day, if a day is known. */
export const modelFinding = (model: string, shutdown: string | undefined, now: Date): Finding => {
  const subject = `model ${model}`;
  if (shutdown === undefined) return ok(subject, "no shut-down date is known");
  const days = Math.ceil((Date.parse(`${shutdown}T00:00:00Z`) - now.getTime()) / DAY_MS);
  if (days <= 0) return wrong(subject, `OpenAI has switched it off on ${shutdown}: choose another one`);
  return days <= WARNING_DAYS
    ? warning(subject, `OpenAI switches it off on ${shutdown}, in ${days} ${days === 1 ? "day" : "days"}`)
    : ok(subject, `until ${shutdown}`);
};

/**
 * Dates on which OpenAI switches off a model, or a family of which every model's name begins so: its list of deprecations
 * (platform.openai.com/docs/deprecations), as of November 2026.
 */
const modelShutdowns = [
  { family: "gpt-4o", on: "2027-01-14" },
  { family: "gpt-4.1", on: "2027-01-14" },
];

/** The date on which a model is switched off, where one is known. */
export const shutdownOf = (model: string): string | undefined =>
  modelShutdowns.find(({ family }) => model === family || model.startsWith(`${family}-`))?.on;
