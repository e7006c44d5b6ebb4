import type { IncomingMessage } from "node:http";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json-object";
import { BadInput } from "./reply";

const MOST_BYTES = 1024 * 1024;

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new BadInput("the request is larger than 1 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput("the request is not JSON");
  }
};

/** The JSON object of a request's body. */
export const readJson = async (request: IncomingMessage): Promise<JsonObject> => {
  if (request.headers["content-type"] !== "application/json") throw new BadInput("the request is not JSON");
  const value = parse(await readText(request));
  if (!isJsonObject(value)) throw new BadInput("the request is no JSON object");
  return value;
};
