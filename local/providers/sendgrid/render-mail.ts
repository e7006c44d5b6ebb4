import type { MailRequest, Personalization } from "./mail-request";
import { defaultMailTemplate, type MailTemplate, renderMailText } from "./mail-template";

export type RenderedMail = { readonly subject: string; readonly text: string; readonly html: string | null };

const withoutTags = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The subject and bodies that the recipients of one personalization get. */
export const renderMail = (
  mail: MailRequest,
  { data, subject }: Personalization,
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
