import { createHash } from "node:crypto";

/** A stable identifier of AWS's form (lower-case letters and digits) for a resource or a deployment. */
export const shortId = (content: string, length: number): string =>
  BigInt(`0x${createHash("sha256").update(content).digest("hex")}`)
    .toString(36)
    .slice(0, length);
