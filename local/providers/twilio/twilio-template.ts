import { placeholderNames, renderPlaceholders } from "../render-placeholders";

/** A Content template; `variables` holds the sample text of each variable. */
export type TwilioTemplate = {
  readonly friendly_name: string;
  readonly language: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** What any `HX…` sid stands for when no templates are registered. */
export const defaultTwilioTemplate: TwilioTemplate = {
  friendly_name: "first_contact",
  language: "en",
  variables: { "1": "Ada", "2": "Healthcare Assistant", "3": "Could you tell us a little more about yourself?" },
  types: { "twilio/text": { body: "Hello {{1}}, thank you for your interest in the {{2}} role. {{3}}" } },
};

const bodyOf = ({ types }: TwilioTemplate): string => {
  for (const type of Object.values(types)) if (typeof type.body === "string") return type.body;
  return "";
};

export type RenderedTemplate = { readonly text: string; readonly samplesUsed: readonly string[] };

/** Renders a template's body; a variable that is not given falls back to its sample text, as at Twilio. */
export const renderTemplate = (template: TwilioTemplate, given: Readonly<Record<string, string>>): RenderedTemplate => {
  const body = bodyOf(template);
  return {
    text: renderPlaceholders(body, (name) => given[name] ?? template.variables[name] ?? ""),
    samplesUsed: placeholderNames(body).filter((name) => given[name] === undefined),
  };
};
