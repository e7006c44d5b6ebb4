import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Hands over each line of a stream that holds more than white space; settles when the stream has ended. */
export const eachLine = async (stream: Readable, onLine: (line: string) => void): Promise<void> => {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") onLine(line);
  }
};
