import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Input } from "./operation-input";
import { isServiceError, serviceError } from "./service-error";

const readText = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

const parse = (body: string): Input => {
  try {
    const value: unknown = JSON.parse(body === "" ? "{}" : body);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Input;
  } catch {
    // Answered below like any other body that is not an object.
  }
  throw serviceError("SerializationException", "The request body is not a JSON object.");
};

/** Serves one request of AWS's JSON 1.1 protocol: the operation's name is in X-Amz-Target. */
export const serveOperation = async (
  run: (operation: string, input: Input) => unknown,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
    response.end(JSON.stringify(body));
  };
  try {
    const input = parse(await readText(message));
    const [, operation = "(none)"] = String(message.headers["x-amz-target"] ?? "").split(".");
    reply(200, run(operation, input));
  } catch (error) {
    if (message.destroyed && !message.complete) return;
    const known = isServiceError(error) ? error : serviceError("InternalServiceError", String(error), 500);
    reply(known.status, { __type: known.type, message: known.message, Message: known.message });
  }
};
