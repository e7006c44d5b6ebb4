import { createHash } from "node:crypto";

/** The first 12 hex digits of a key's SHA-256: tells keys apart without showing them. */
export const keyFingerprint = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 12);
