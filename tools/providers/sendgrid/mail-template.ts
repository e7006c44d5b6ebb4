import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { MailMessage, MailRequest } from "./mail-request";

/** A dynamic template; of Handlebars only `{{name}}`, `{{{name}}}` and dotted names are supported. */
export type MailTemplate = { readonly subject: string; readonly text?: string; readonly html?: string };

const placeholder = /\{\{\{\s*([\w.-]+)\s*\}\}\}|\{\{\s*([\w.-]+)\s*\}\}/g;

const lookUp = (data: JsonObject, name: string): string => {
  const value = name.split(".").reduce<unknown>((held, key) => (isJsonObject(held) ? held[key] : undefined), data);
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Fills in a template's text; in HTML, two braces escape and three do not. */
export const renderMailText = (text: string, data: JsonObject, format: "text" | "html"): string =>
  text.replace(placeholder, (_whole, raw: string | undefined, escaped: string | undefined) => {
    if (raw !== undefined) return lookUp(data, raw);
    const value = lookUp(data, escaped ?? "");
    return format === "html" ? escapeHtml(value) : value;
  });

/** Throws an Error that names the template when it uses a part of Handlebars that is not supported. */
export const checkMailTemplate = (id: string, template: MailTemplate): void => {
  for (const [part, text] of Object.entries(template)) {
    const rest = String(text).replace(placeholder, "");
    const odd = /\{\{[^}]*\}?/.exec(rest);
    if (odd !== null) throw new Error(`template ${id}: ${odd[0]} in its ${part} is not supported, only {{name}} is`);
  }
};

/** What an unregistered template stands for: it prints the data that it was given. */
export const defaultMailTemplate = (data: JsonObject): MailTemplate => ({
  subject: "{{subject}}",
  text: Object.keys(data)
    .filter((key) => key !== "subject")
    .map((key) => `${key}: {{${key}}}`)
    .join("\n"),
});

export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string | null };

const withoutTags = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The subject and bodies that the recipients of one personalization get. */
export const renderMail = (
  mail: MailRequest,
  { data, subject }: MailMessage,
  templates: ReadonlyMap<string, MailTemplate>,
): RenderedMail => {
  if (mail.templateId === null) {
    const html = mail.content.find(({ type }) => type === "text/html")?.value ?? null;
    const text = mail.content.find(({ type }) => type === "text/plain")?.value ?? withoutTags(html ?? "");
    return { subject: subject ?? "", text, html };
  }
  const template = templates.get(mail.templateId) ?? defaultMailTemplate(data);
  const html = template.html === undefined ? null : renderMailText(template.html, data, "html");
  const text = template.text === undefined ? withoutTags(html ?? "") : renderMailText(template.text, data, "text");
  return { subject: renderMailText(template.subject, data, "text") || (subject ?? ""), text, html };
};
