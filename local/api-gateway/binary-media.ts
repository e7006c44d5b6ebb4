import { type Headers, headerOf } from "./headers";

const mediaType = (value: string): string => (value.split(",")[0] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

const matches = (pattern: string, type: string): boolean =>
  pattern === "*/*" ||
  pattern.toLowerCase() === type ||
  (pattern.endsWith("/*") && type.startsWith(pattern.slice(0, -1)));

/** The media type of a body; API Gateway takes an unlabelled one for JSON. */
export const contentTypeOf = (headers: Headers): string =>
  mediaType(headerOf(headers, "content-type") ?? "application/json");

export const isBinaryRequest = (binaryMediaTypes: readonly string[], headers: Headers): boolean =>
  binaryMediaTypes.some((pattern) => matches(pattern, contentTypeOf(headers)));

/**
 * Whether a base64 answer is decoded: only the first type of the Accept header counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export const wantsBinary = (binaryMediaTypes: readonly string[], headers: Headers): boolean =>
  binaryMediaTypes.some((pattern) => matches(pattern, mediaType(headerOf(headers, "accept") ?? "application/json")));
