import { filledIn, type KnownTemplate, PLACEHOLDER, textOf } from "../openai/compose-answer";
import { type Operation, ok } from "../server/operation";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

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

/** A template of which a project knows the variables; what belongs into one is its sample. */
export const templateOf = (known: KnownTemplate): TwilioTemplate => ({
  friendly_name: "first_contact",
  language: "en",
  variables: known.variables,
  types: { "twilio/text": { body: textOf(known) } },
});

const bodyOf = ({ types }: TwilioTemplate): string =>
  Object.values(types)
    .map(({ body }) => body)
    .find((body) => typeof body === "string") ?? "";

type RenderedTemplate = { readonly text: string; readonly samplesUsed: readonly string[] };

/** Renders a template's body; a variable that is not given falls back to its sample text, as at Twilio. */
export const renderTemplate = (template: TwilioTemplate, given: Readonly<Record<string, string>>): RenderedTemplate => {
  const body = bodyOf(template);
  const names = new Set([...body.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));
  return {
    text: filledIn(body, { ...template.variables, ...given }),
    samplesUsed: [...names].filter((name) => given[name] === undefined),
  };
};

export type FindTemplate = (contentSid: string) => TwilioTemplate | undefined;

/** The given templates; without any, every well-formed sid is the default template. */
export const findTemplateIn =
  (
    templates: Readonly<Record<string, TwilioTemplate>> | undefined,
    fallback: TwilioTemplate | undefined,
  ): FindTemplate =>
  (sid) =>
    /^HX[0-9a-fA-F]{32}$/.test(sid)
      ? (templates?.[sid] ?? fallback ?? (templates === undefined ? defaultTwilioTemplate : undefined))
      : undefined;

const createdAt = "2026-01-05T09:00:00Z";

/** The Content API's template resource: variables with their sample texts, and types. */
export const fetchContent = (findTemplate: FindTemplate, authorized: Authorized): Operation => ({
  name: "content.fetch",
  method: "GET",
  path: "/v1/Content/:sid",
  handle: authorized(({ params }, { sid: accountSid }) => {
    const sid = params.sid ?? "";
    const template = findTemplate(sid);
    if (template === undefined) return twilioError(404, "20404");
    const url = `https://content.twilio.com/v1/Content/${sid}`;
    return ok({
      account_sid: accountSid,
      date_created: createdAt,
      date_updated: createdAt,
      friendly_name: template.friendly_name,
      language: template.language,
      links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
      sid,
      types: template.types,
      url,
      variables: template.variables,
    });
  }),
});
