import { parseContentVariables } from "./content-variables";
import type { TemplateRegistry } from "./template-registry";
import { renderTemplate } from "./twilio-template";

export type MessageRequest = {
  readonly channel: "whatsapp" | "sms";
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly contentSid: string | null;
  readonly variables: Readonly<Record<string, string>>;
  readonly samplesUsed: readonly string[];
  readonly statusCallback: string | null;
};

export type ParsedMessageRequest =
  | { readonly ok: true; readonly request: MessageRequest }
  | { readonly ok: false; readonly code: number; readonly message?: string };

const e164 = /^(whatsapp:)?\+[1-9]\d{6,14}$/;
const alphanumericSender = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;
const longestBody = 1600;

const simulated = new Set(["To", "From", "Body", "ContentSid", "ContentVariables", "StatusCallback"]);

const refuse = (code: number, message?: string): ParsedMessageRequest =>
  message === undefined ? { ok: false, code } : { ok: false, code, message };

const isHttpUrl = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** Checks a message as Twilio does, first fault first; parameters that are not simulated are refused by name. */
export const parseMessageRequest = (form: URLSearchParams, templates: TemplateRegistry): ParsedMessageRequest => {
  const other = [...form.keys()].find((key) => !simulated.has(key));
  if (other !== undefined) return refuse(20001, `The local stand-in does not support the parameter '${other}'`);
  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  if (to === "") return refuse(21604);
  if (from === "") return refuse(21603);
  if (!e164.test(to)) return refuse(21211);
  if (!e164.test(from) && !alphanumericSender.test(from)) return refuse(21212);
  if (to === from) return refuse(21266);
  const channel = to.startsWith("whatsapp:") ? "whatsapp" : "sms";
  if (from.startsWith("whatsapp:") !== (channel === "whatsapp")) return refuse(21910);
  const statusCallback = form.get("StatusCallback");
  if (statusCallback !== null && !isHttpUrl(statusCallback)) return refuse(21609);
  const common = { channel, to, from, statusCallback } as const;

  const contentSid = form.get("ContentSid");
  if (contentSid === null || contentSid === "") {
    const text = form.get("Body") ?? "";
    if (text === "") return refuse(21619);
    if (text.length > longestBody) return refuse(21617);
    return { ok: true, request: { ...common, text, contentSid: null, variables: {}, samplesUsed: [] } };
  }
  const template = templates.find(contentSid);
  if (template === undefined) return refuse(21655);
  const variables = parseContentVariables(form.get("ContentVariables"), channel);
  if (variables === undefined) return refuse(21656);
  const { text, samplesUsed } = renderTemplate(template, variables);
  if (text.length > longestBody) return refuse(21617);
  return { ok: true, request: { ...common, text, contentSid, variables, samplesUsed } };
};
