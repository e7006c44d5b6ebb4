import type { IncomingMessage } from "node:http";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const DRAIN_LIMIT_BYTES = 10 * BODY_LIMIT_BYTES;

export type ReceivedBody = Buffer | "TooLong" | "Aborted";

/**
 * Collects a request body. The rest of one that is too long is read and dropped, since a client that is still
 * writing would otherwise see a reset connection in place of the 413; beyond ten times the limit it is cut off.
 */
export const readBody = (message: IncomingMessage): Promise<ReceivedBody> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > DRAIN_LIMIT_BYTES) message.destroy();
    });
    message.on("end", () => resolve(bytes > BODY_LIMIT_BYTES ? "TooLong" : Buffer.concat(chunks)));
    message.on("error", () => resolve("Aborted"));
    message.on("close", () => resolve("Aborted"));
  });
