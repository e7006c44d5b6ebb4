import type { Operation } from "../exchange";
import type { Ledger } from "../ledger";
import type { Authorized } from "./authorized";
import { type MessageRecord, messageResource, newMessageSid } from "./message-record";
import { parseMessageRequest } from "./message-request";
import type { MessageStore } from "./message-store";
import type { TemplateRegistry } from "./template-registry";
import { twilioError } from "./twilio-error";

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
