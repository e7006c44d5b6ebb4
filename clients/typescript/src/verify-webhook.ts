import type { WebhookEvent } from "./api.js";

export type WebhookHeaders = Pick<Headers, "get"> | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * - `incomplete`: not all of the three headers are there, or they cannot be read
 * - `stale`: the time of the signature is too long ago, or too far ahead; somebody may be posting again what they have overheard
 * - `forged`: no signature is right by any of the secrets
 * - `unreadable`: rightly signed, and no event
 */
export type NotVerified = "incomplete" | "stale" | "forged" | "unreadable";

export type Verified =
  | { readonly ok: true; readonly id: string; readonly event: WebhookEvent }
  | { readonly ok: false; readonly reason: NotVerified };

const TOLERANCE_SECONDS = 300;
const PREFIX = "whsec_";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const headerOf = (headers: WebhookHeaders, name: string): string | undefined => {
  if (typeof headers.get === "function") return (headers as Pick<Headers, "get">).get(name) ?? undefined;
  const [, value] = Object.entries(headers).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === "string" ? value : undefined;
};

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
};

const secretBytes = (secret: string): Uint8Array<ArrayBuffer> => {
  const bytes = bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  // An empty key would be anybody's.
  if (bytes === undefined || bytes.length === 0) throw new TypeError("A webhook secret is whsec_ and base64");
  return bytes;
};

const eventOf = (text: string): WebhookEvent | undefined => {
  try {
    const { type, timestamp, data } = JSON.parse(text);
    return typeof type === "string" && typeof timestamp === "string" && typeof data === "object" && data !== null
      ? ({ type, timestamp, data } as WebhookEvent)
      : undefined;
  } catch {
    return undefined;
  }
};

const isSignedBy = async (secret: string, signatures: readonly string[], signed: Uint8Array<ArrayBuffer>) => {
  const key = await crypto.subtle.importKey("raw", secretBytes(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const checks = signatures.map((signature) => {
    const bytes = bytesOf(signature);
    // WebCrypto compares in constant time.
    return bytes !== undefined && crypto.subtle.verify("HMAC", key, bytes, signed);
  });
  return (await Promise.all(checks)).includes(true);
};

/**
 * Whether a request is the engine's (Standard Webhooks), and the event that it holds. Give the body as it came, before anybody has
 * parsed it; of secrets, the current one or, while it is being rotated, both. Throws a TypeError where a secret is none.
 */
export const verifyWebhook = async (
  secrets: string | readonly string[],
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  { toleranceSeconds = TOLERANCE_SECONDS }: { readonly toleranceSeconds?: number } = {},
): Promise<Verified> => {
  const id = headerOf(headers, "webhook-id");
  const timestamp = headerOf(headers, "webhook-timestamp");
  const signatures = (headerOf(headers, "webhook-signature") ?? "")
    .split(" ")
    .flatMap((part) => (part.startsWith("v1,") ? [part.slice("v1,".length)] : []));
  if (!id || timestamp === undefined || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0)
    return { ok: false, reason: "incomplete" };

  const body = typeof rawBody === "string" ? utf8(rawBody) : rawBody;
  const before = utf8(`${id}.${timestamp}.`);
  const signed = new Uint8Array(before.length + body.length);
  signed.set(before);
  signed.set(body, before.length);
  const known = typeof secrets === "string" ? [secrets] : secrets;
  const isOurs = (await Promise.all(known.map((secret) => isSignedBy(secret, signatures, signed)))).includes(true);
  if (!isOurs) return { ok: false, reason: "forged" };
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) return { ok: false, reason: "stale" };

  const event = eventOf(new TextDecoder().decode(body));
  return event === undefined ? { ok: false, reason: "unreadable" } : { ok: true, id, event };
};
