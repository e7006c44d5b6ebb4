import type { Channel } from "../runtime/request/channel";
import { slug } from "./slug";

type Project = { readonly company_id: string; readonly project_id: string };

const carrierOf: Readonly<Record<Channel, string>> = { whatsapp: "twilio", sms: "twilio", email: "sendgrid" };

const PREFIX = "ai-multi-comms";

/** Names without prefix and environment, as `secretValues` uses them. */
export const credentialsKey = (channel: Channel, { company_id, project_id }: Project): string =>
  `${channel}-credentials/${slug(company_id)}/${slug(project_id)}/${carrierOf[channel]}`;

export const openaiKey = (channel: Channel): string => `openai-api-key/${channel}`;

/** The key of the receipts' references. */
export const RECEIPT_KEY = "receipt-key";

/** A secret's full name in one environment. */
export const secretName = (key: string, stack: string): string => `${PREFIX}/${key}-${stack}`;

/** Matches the ARNs of a channel's carrier secrets of one environment; Secrets Manager appends six characters to a name. */
export const credentialsPattern = (channel: Channel, stack: string): string =>
  `${PREFIX}/${channel}-credentials/*/*/${carrierOf[channel]}-${stack}-??????`;

export const openaiPattern = (channel: Channel, stack: string): string =>
  `${secretName(openaiKey(channel), stack)}-??????`;

export const receiptKeyPattern = (stack: string): string => `${secretName(RECEIPT_KEY, stack)}-??????`;
