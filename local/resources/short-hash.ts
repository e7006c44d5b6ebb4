import { createHash } from "node:crypto";

/** The first characters of a hash: an id that is the same on every run. */
export const shortHash = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);
