import { isRecord, type Json } from "../is-record";
import { isStringRecord, type Report, refuseUnknownKeys } from "../problem";
import { parseMailAddress } from "./mail-address";
import type { Personalization } from "./mail-request";

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
