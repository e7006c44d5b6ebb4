import { isStringRecord, parseJson } from "../codec/problems";
import type { Ledger } from "../ledger/ledger";
import type { Operation } from "../server/operation";
import { type MessageRecord, type MessageStore, messageResource, newMessageSid } from "./message";
import { renderTemplate, type TemplateRegistry } from "./template";
import type { Authorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

// WhatsApp's own rule for template parameters: no new line, tab, or more than four spaces in a row.
const unsendable = /[\r\n\t]| {5,}/;

/** Reads `ContentVariables`; anything but a JSON object of non-empty strings is Twilio's error 21656. */
export const parseContentVariables = (
  text: string | null,
  channel: "whatsapp" | "sms",
): Readonly<Record<string, string>> | undefined => {
  if (text === null || text === "") return {};
  const parsed = parseJson(text);
  if (!parsed.ok || !isStringRecord(parsed.value)) return undefined;
  const values = Object.values(parsed.value);
  if (values.some((value) => value.trim() === "")) return undefined;
  return channel === "whatsapp" && values.some((value) => unsendable.test(value)) ? undefined : parsed.value;
};

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

export type CreateMessagePorts = {
  readonly store: MessageStore;
  readonly templates: TemplateRegistry;
  readonly authorized: Authorized;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Called for each accepted message with the token that signs its receipts. */
  readonly onAccepted: (message: MessageRecord, authToken: string) => void;
};

export const createMessage = (ports: CreateMessagePorts): Operation => ({
  name: "messages.create",
  method: "POST",
  path: "/2010-04-01/Accounts/:account/Messages.json",
  subject: ({ body }) => {
    const form = new URLSearchParams(body);
    return { to: form.get("To"), from: form.get("From") };
  },
  handle: ports.authorized(({ body, answered }, { sid: accountSid, token }) => {
    const parsed = parseMessageRequest(new URLSearchParams(body), ports.templates);
    if (!parsed.ok) return twilioError(400, String(parsed.code), parsed.message);
    const { channel, to, from, text, contentSid, variables, samplesUsed, statusCallback } = parsed.request;
    const at = ports.now();
    const message: MessageRecord = {
      sid: newMessageSid(),
      accountSid,
      to,
      from,
      body: text,
      statusCallback,
      createdAt: at,
      status: "queued",
      updatedAt: at,
      sentAt: null,
      errorCode: null,
    };
    ports.store.add(message);
    ports.ledger.record({
      provider: "twilio",
      kind: channel,
      at: new Date(at).toISOString(),
      id: message.sid,
      account: accountSid,
      answered,
      to,
      from,
      contentSid,
      variables,
      samplesUsed,
      renderedText: text,
      statusCallback,
    });
    const answer = { status: 201, body: messageResource(message) };
    ports.onAccepted(message, token);
    return answer;
  }),
});
