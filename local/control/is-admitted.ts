import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Whether a request was meant for this listener and knows its token. A page that has its own name resolve to 127.0.0.1 shows
 * another host; digests of equal length are compared in constant time.
 */
export const isAdmitted = ({ headers }: Pick<IncomingMessage, "headers">, host: string, token: string): boolean =>
  headers.host === host && timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));
