import { validateHeaderName, validateHeaderValue } from "node:http";
import { wantsBinary } from "./binary-media";
import { type Fault, fault } from "./fault";
import { type Headers, headerOf } from "./headers";
import type { Reply } from "./reply";

// Any other field makes AWS call the answer malformed.
const allowed = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const remapped = `authorization connection content-length content-md5 date host max-forwards server transfer-encoding
  user-agent www-authenticate`.split(/\s+/);

const malformed = (detail: string): Fault =>
  fault("DEFAULT_5XX", `Execution failed due to configuration error: Malformed Lambda proxy response (${detail})`);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parse = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isHeaderLine = (name: string, value: unknown): boolean => {
  if (typeof value !== "string" && typeof value !== "boolean") return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
    return true;
  } catch {
    return false;
  }
};

const readHeaders = (single: unknown, multiple: unknown): Headers | string => {
  if (!isObject(single)) return "headers is not an object";
  if (!isObject(multiple)) return "multiValueHeaders is not an object";
  const lines: [string, unknown][] = [];
  for (const [name, values] of Object.entries(multiple)) {
    if (!Array.isArray(values)) return `multiValueHeaders.${name} is not a list`;
    lines.push(...values.map((value): [string, unknown] => [name, value]));
  }
  for (const line of Object.entries(single)) {
    const repeated = lines.some(([name, value]) => name.toLowerCase() === line[0].toLowerCase() && value === line[1]);
    if (!repeated) lines.push(line);
  }
  const wrong = lines.find(([name, value]) => !isHeaderLine(name, value));
  if (wrong !== undefined) return `header ${wrong[0]} is not a plain string`;
  return lines.map(([name, value]) => [
    remapped.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
    String(value),
  ]);
};

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text);

/** Turns the JSON that the function answered into a reply, or into the 502 that AWS gives for a malformed one. */
export const readProxyAnswer = (
  payload: string,
  binaryMediaTypes: readonly string[],
  requestHeaders: Headers,
): Reply | Fault => {
  const answer = parse(payload);
  if (!isObject(answer)) return malformed("not a JSON object");
  const other = Object.keys(answer).find((name) => !allowed.includes(name));
  if (other !== undefined) return malformed(`unknown field ${other}`);
  const status = Number(answer.statusCode ?? 200);
  if (!Number.isInteger(status) || status < 200 || status > 599) return malformed("statusCode is not an HTTP status");
  const body = answer.body ?? "";
  if (typeof body !== "string") return malformed("body is not a string");
  const headers = readHeaders(answer.headers ?? {}, answer.multiValueHeaders ?? {});
  if (typeof headers === "string") return malformed(headers);
  const decode = answer.isBase64Encoded === true && wantsBinary(binaryMediaTypes, requestHeaders);
  if (decode && !isBase64(body)) return fault("API_CONFIGURATION_ERROR", "Unable to base64 decode the body.");
  const typed = headerOf(headers, "content-type") === undefined;
  return {
    status,
    headers: typed ? [["Content-Type", "application/json"], ...headers] : headers,
    body: Buffer.from(body, decode ? "base64" : "utf8"),
  };
};
