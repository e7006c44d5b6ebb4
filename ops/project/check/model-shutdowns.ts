/** A model, or a family of which every model's name begins so. */
export type Shutdown = { readonly family: string; readonly on: string };

/** Dates on which OpenAI switches models off: its list of deprecations (platform.openai.com/docs/deprecations), as of November 2026. */
export const modelShutdowns: readonly Shutdown[] = [
  { family: "gpt-4o", on: "2027-01-14" },
  { family: "gpt-4.1", on: "2027-01-14" },
];

/** The date on which a model is switched off, where one is known. */
export const shutdownOf = (model: string): string | undefined =>
  modelShutdowns.find(({ family }) => model === family || model.startsWith(`${family}-`))?.on;
