import { randomBytes } from "node:crypto";
import type { EmailEntry } from "../ledger-entry";

export const mailEventNames = ["processed", "deferred", "delivered", "dropped", "bounce", "open", "click"] as const;

export type MailEventName = (typeof mailEventNames)[number];

export type MailEventChoice = {
  readonly event: MailEventName;
  readonly reason?: string;
  readonly status?: string;
  readonly type?: "bounce" | "blocked";
};

export type MailEvent = Readonly<Record<string, unknown>>;

/** One event as SendGrid posts it: the custom arguments stand at the top level; `atMs` since the epoch. */
export const mailEvent = (entry: EmailEntry, choice: MailEventChoice, atMs: number): MailEvent => ({
  ...entry.customArgs,
  ...choice,
  ...(choice.event === "delivered" ? { response: "250 OK" } : {}),
  email: entry.to,
  timestamp: Math.floor(atMs / 1000),
  "smtp-id": `<${entry.id}@geopod-ismtpd-0>`,
  sg_event_id: randomBytes(16).toString("base64url"),
  sg_message_id: `${entry.id}.recvd-local-1.0`,
  ...(entry.templateId === null ? {} : { template_id: entry.templateId }),
});
