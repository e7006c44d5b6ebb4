import type { IncomingMessage } from "node:http";

/** SendGrid's limit for a whole request, the largest of the three providers. */
const limitBytes = 30 * 1024 * 1024;

/** Reads a request's body as UTF-8; `too large` leaves the rest unread, a broken connection rejects. */
export const readBody = (request: IncomingMessage): Promise<string | "too large"> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else resolve("too large");
    });
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0].toString() : Buffer.concat(chunks).toString()),
    );
    request.on("error", reject);
  });
