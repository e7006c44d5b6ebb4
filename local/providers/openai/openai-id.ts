import { randomBytes } from "node:crypto";

/** A fresh id in OpenAI's form: prefix, underscore, 48 hexadecimal digits. */
export const openAiId = (prefix: "conv" | "resp" | "msg" | "req"): string =>
  `${prefix}_${randomBytes(24).toString("hex")}`;
