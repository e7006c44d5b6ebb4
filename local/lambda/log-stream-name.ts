import { randomBytes } from "node:crypto";

/** A new log stream name in Lambda's form: year/month/day/[version]id. */
export const newLogStreamName = (now: Date): string =>
  `${now.toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomBytes(16).toString("hex")}`;
