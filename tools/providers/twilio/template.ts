import type { Operation } from "../server/operation";
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

const bodyOf = ({ types }: TwilioTemplate): string => {
  for (const type of Object.values(types)) if (typeof type.body === "string") return type.body;
  return "";
};

const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;

export type RenderedTemplate = { readonly text: string; readonly samplesUsed: readonly string[] };

/** Renders a template's body; a variable that is not given falls back to its sample text, as at Twilio. */
export const renderTemplate = (template: TwilioTemplate, given: Readonly<Record<string, string>>): RenderedTemplate => {
  const body = bodyOf(template);
  const names = new Set([...body.matchAll(placeholder)].map(([, name = ""]) => name));
  return {
    text: body.replace(placeholder, (_whole, name: string) => given[name] ?? template.variables[name] ?? ""),
    samplesUsed: [...names].filter((name) => given[name] === undefined),
  };
};

export type TemplateRegistry = {
  readonly find: (sid: string) => TwilioTemplate | undefined;
  readonly set: (sid: string, template: TwilioTemplate) => void;
};

const contentSid = /^HX[0-9a-fA-F]{32}$/;

/** Registered templates; without any registered at the start, every well-formed sid is the default template. */
export const makeTemplateRegistry = (
  templates: Readonly<Record<string, TwilioTemplate>> | undefined,
  fallback: TwilioTemplate | undefined,
): TemplateRegistry => {
  const known = new Map(Object.entries(templates ?? {}));
  const other = fallback ?? (templates === undefined ? defaultTwilioTemplate : undefined);
  return {
    find: (sid) => (contentSid.test(sid) ? (known.get(sid) ?? other) : undefined),
    set: (sid, template) => {
      if (!contentSid.test(sid)) throw new Error("a template's sid must be HX and 32 hexadecimal digits");
      known.set(sid, template);
    },
  };
};

const createdAt = "2026-01-05T09:00:00Z";

/** The Content API's template resource: variables with their sample texts, and types. */
export const fetchContent = (templates: TemplateRegistry, authorized: Authorized): Operation => ({
  name: "content.fetch",
  method: "GET",
  path: "/v1/Content/:sid",
  handle: authorized(({ params }, { sid: accountSid }) => {
    const sid = params.sid ?? "";
    const template = templates.find(sid);
    if (template === undefined) return twilioError(404, "20404");
    const url = `https://content.twilio.com/v1/Content/${sid}`;
    return {
      status: 200,
      body: {
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
      },
    };
  }),
});
