export type {
  Accepted,
  Cancelled,
  CancelRequest,
  ConversationStatus,
  ErrorCode,
  Ids,
  InitiateRequest,
  WebhookEvent,
} from "./api.js";
export { type CallOptions, type Client, type ClientOptions, createClient, type Initiated } from "./client.js";
export type { ClientCode, Failure, FieldError, Result } from "./result.js";
export { type NotVerified, type Verified, verifyWebhook, type WebhookHeaders } from "./verify-webhook.js";
export type { Awaited, Waited, WaitOptions } from "./wait-for.js";
