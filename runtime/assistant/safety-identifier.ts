import { createHmac } from "node:crypto";

/** Stands for a recipient at OpenAI. Keyed, since a plain hash of a telephone number can be found by trying them all. */
export const safetyIdentifier = (apiKey: string, primaryChannel: string): string =>
  createHmac("sha256", apiKey).update(primaryChannel).digest("hex");
