import {
  isRecord,
  isStringRecord,
  type Json,
  type Problem,
  parseJson,
  type Report,
  refuseUnknownKeys,
} from "../codec/problems";
import type { Subject } from "../injected-faults/injected-faults";

export type MailAddress = { readonly email: string; readonly name: string | null };

const plausible = /^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** Reads SendGrid's `{ email, name? }`; undefined when it holds no plausible address. */
export const parseMailAddress = (value: unknown): MailAddress | undefined => {
  if (!isRecord(value) || typeof value.email !== "string" || !plausible.test(value.email)) return undefined;
  return { email: value.email, name: typeof value.name === "string" ? value.name : null };
};

/** A checked mail-send request, one item per personalization. */
export type MailRequest = {
  readonly from: { readonly email: string; readonly name: string | null };
  readonly personalizations: readonly Personalization[];
  readonly templateId: string | null;
  readonly content: readonly MailContent[];
  readonly sandbox: boolean;
  readonly categories: readonly string[];
};

export type Personalization = {
  /** Everybody in `to`, `cc` and `bcc`. */
  readonly recipients: readonly string[];
  readonly subject: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly customArgs: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

export type MailContent = { readonly type: string; readonly value: string };

const known = [
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "headers",
  "substitutions",
  "dynamic_template_data",
  "custom_args",
  "send_at",
];

const toRequired =
  "The to array is required for all personalization objects, and must have at least one email object with a valid email address.";
const unique = "Each email address in the personalization block should be unique between to, cc, and bcc.";

const parseRecipients = (value: Json, field: string, report: Report): readonly string[] => {
  if (!Array.isArray(value.to) || value.to.length === 0) report(`${field}.to`, toRequired);
  const emails = ["to", "cc", "bcc"].flatMap((role) => {
    const list = value[role] ?? [];
    if (!Array.isArray(list)) {
      report(`${field}.${role}`, "Invalid type. Expected: array");
      return [];
    }
    return list.flatMap((item: unknown, index) => {
      const address = parseMailAddress(item);
      if (address !== undefined) return [address.email];
      report(`${field}.${role}.${index}.email`, "Does not contain a valid address.");
      return [];
    });
  });
  const distinct = new Set(emails.map((email) => email.toLowerCase()));
  if (distinct.size < emails.length) report(field, unique);
  return emails;
};

const strings = (value: unknown, field: string, report: Report): Readonly<Record<string, string>> => {
  if (value === undefined) return {};
  if (isStringRecord(value)) return value;
  report(field, "Invalid type. Expected: an object of strings");
  return {};
};

/** Reads one personalization over the message's own subject, headers and custom arguments. */
export const parsePersonalization = (value: unknown, field: string, mail: Json, report: Report): Personalization => {
  if (!isRecord(value)) {
    report(field, "Invalid type. Expected: object");
    return { recipients: [], subject: null, data: {}, customArgs: {}, headers: {} };
  }
  refuseUnknownKeys(value, known, `${field}.`, report);
  const data = value.dynamic_template_data ?? {};
  if (!isRecord(data)) report(`${field}.dynamic_template_data`, "Invalid type. Expected: object");
  const subject = value.subject ?? mail.subject ?? null;
  if (subject !== null && typeof subject !== "string") report(`${field}.subject`, "Invalid type. Expected: string");
  return {
    recipients: parseRecipients(value, field, report),
    subject: typeof subject === "string" && subject !== "" ? subject : null,
    data: isRecord(data) ? data : {},
    customArgs: {
      ...strings(mail.custom_args, "custom_args", report),
      ...strings(value.custom_args, `${field}.custom_args`, report),
    },
    headers: { ...strings(mail.headers, "headers", report), ...strings(value.headers, `${field}.headers`, report) },
  };
};

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
