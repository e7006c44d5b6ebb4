import type { IncomingMessage } from "node:http";

/** The body as text, or undefined when it is longer than `mostBytes` (the rest is read and dropped). */
export const readBody = async (request: IncomingMessage, mostBytes: number): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= mostBytes) parts.push(part);
  }
  return size > mostBytes ? undefined : Buffer.concat(parts).toString("utf8");
};
