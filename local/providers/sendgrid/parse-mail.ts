import { isRecord } from "../is-record";
import { parseJson } from "../parse-json";
import { type Problem, type Report, refuseUnknownKeys } from "../problem";
import { parseMailAddress } from "./mail-address";
import type { MailContent, MailRequest } from "./mail-request";
import { parsePersonalization } from "./parse-personalization";

export type ParsedMail =
  | { readonly ok: true; readonly mail: MailRequest; readonly notSimulated: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const simulated = [
  "personalizations",
  "from",
  "subject",
  "content",
  "template_id",
  "headers",
  "custom_args",
  "categories",
];
const accepted = [
  "attachments",
  "asm",
  "batch_id",
  "ip_pool_name",
  "reply_to",
  "reply_to_list",
  "sections",
  "send_at",
  "tracking_settings",
];

// SendGrid's own words: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
const texts = {
  personalizations: "The personalizations field is required and must have at least one personalization.",
  from: "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.",
  template: "The template_id must be a valid template id",
  content:
    "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
  subject:
    "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.",
};

const parseContent = (value: unknown, required: boolean, report: Report): readonly MailContent[] => {
  if (!Array.isArray(value) || value.length === 0) {
    if (required) report("content", texts.content);
    return [];
  }
  return value.flatMap((item: unknown, index): readonly MailContent[] => {
    if (isRecord(item) && typeof item.type === "string" && typeof item.value === "string" && item.value !== "") {
      return [{ type: item.type, value: item.value }];
    }
    report(`content.${index}.value`, "The content value must be a string at least one character in length.");
    return [];
  });
};

const isSandboxed = (settings: unknown): boolean =>
  isRecord(settings) && isRecord(settings.sandbox_mode) && settings.sandbox_mode.enable === true;

/** Checks a mail-send body as SendGrid does, all problems together. */
export const parseMail = (body: string): ParsedMail => {
  const problems: Problem[] = [];
  const report: Report = (field, message) => problems.push({ field, message });
  const parsed = parseJson(body);
  if (!parsed.ok || !isRecord(parsed.value)) return { ok: false, problems: [{ field: "", message: "Bad Request" }] };
  const value = parsed.value;
  refuseUnknownKeys(value, [...simulated, ...accepted, "mail_settings"], "", report);
  const list = Array.isArray(value.personalizations) ? value.personalizations : [];
  if (list.length === 0 || list.length > 1000) report("personalizations", texts.personalizations);
  const personalizations = list.map((item, index) =>
    parsePersonalization(item, `personalizations.${index}`, value, report),
  );
  const from = parseMailAddress(value.from);
  if (from === undefined) report("from.email", texts.from);
  const templateId = value.template_id ?? null;
  if (templateId !== null && (typeof templateId !== "string" || !/^d-[\w-]+$/.test(templateId))) {
    report("template_id", texts.template);
  }
  const content = parseContent(value.content, templateId === null, report);
  if (templateId === null && personalizations.some(({ subject }) => subject === null)) report("subject", texts.subject);
  if (problems.length > 0 || from === undefined) return { ok: false, problems };
  return {
    ok: true,
    mail: {
      from,
      personalizations,
      templateId: typeof templateId === "string" ? templateId : null,
      content,
      sandbox: isSandboxed(value.mail_settings),
      categories: Array.isArray(value.categories) ? value.categories.map(String) : [],
    },
    notSimulated: accepted.filter((key) => value[key] !== undefined),
  };
};
