import { randomBytes } from "node:crypto";
import { validateHeaderName, validateHeaderValue } from "node:http";
import type { GatewayInvokeOutcome, Invoke } from "../lambda/invocation";
import type { Api, FoundRoute } from "./api";
import { type Fault, fault } from "./fault";
import {
  type Headers,
  headerOf,
  type IncomingRequest,
  isBinaryRequest,
  type Reply,
  singleAndMultiple,
  wantsBinary,
} from "./http-message";
import type { LambdaIntegration } from "./integration";
import type { RequestContext } from "./request-context";

// Not handed on: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const dropped = [
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "te",
  "trailer",
  "upgrade",
  "expect",
];

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);

const traceId = (context: RequestContext): string =>
  `Root=1-${Math.floor(context.requestTimeEpoch / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;

const handedOn = (request: IncomingRequest, context: RequestContext): Headers => {
  const replaced = ["host", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"];
  const kept = request.headers.filter(([name]) => ![...dropped, ...replaced].includes(name.toLowerCase()));
  const forwarded = headerOf(request.headers, "x-forwarded-for");
  return [
    ...kept,
    ["Host", context.domainName],
    ["X-Amzn-Trace-Id", headerOf(request.headers, "x-amzn-trace-id") ?? traceId(context)],
    ["X-Forwarded-For", [...(forwarded === undefined ? [] : [forwarded]), request.sourceIp].join(", ")],
    ["X-Forwarded-Port", context.domainName.split(":")[1] ?? ""],
    // AWS always says https; the stand-in really is plain http.
    ["X-Forwarded-Proto", "http"],
  ];
};

/**
 * The event that a Lambda proxy integration receives, with every field that AWS sends.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const makeProxyEvent = (
  api: Api,
  found: FoundRoute,
  request: IncomingRequest,
  body: Buffer,
  context: RequestContext,
) => {
  const headers = singleAndMultiple(handedOn(request, context));
  const query = singleAndMultiple(request.query);
  const isBinary = body.length > 0 && isBinaryRequest(api.binaryMediaTypes, request.headers);
  const text = body.toString(isBinary ? "base64" : "utf8");
  return {
    resource: found.route.resource,
    path: request.path,
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multiple,
    queryStringParameters: orNull(query.single),
    multiValueQueryStringParameters: orNull(query.multiple),
    pathParameters: orNull(found.pathParameters),
    stageVariables: null,
    requestContext: context,
    body: body.length === 0 ? null : text,
    isBase64Encoded: isBinary,
  };
};

/** Invokes the function within the integration's timeout; a late answer is dropped, as on AWS, while the function runs on. */
export const callFunction = async (
  invoke: Invoke,
  integration: LambdaIntegration,
  event: unknown,
): Promise<string | Fault> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"Late">((resolve) => {
    timer = setTimeout(() => resolve("Late"), integration.timeoutMillis);
  });
  try {
    return payloadOf(await Promise.race([invoke(integration.functionName, event), timeout]), integration);
  } finally {
    clearTimeout(timer);
  }
};

const payloadOf = (
  outcome: GatewayInvokeOutcome | "Late",
  { functionName, timeoutMillis }: LambdaIntegration,
): string | Fault => {
  if (outcome === "Late")
    return fault(
      "INTEGRATION_TIMEOUT",
      `Execution failed due to a timeout error: no answer within ${timeoutMillis} ms`,
    );
  switch (outcome._tag) {
    case "Answered":
      return outcome.payload;
    case "FunctionError":
      return fault("DEFAULT_5XX", "Lambda execution failed with status 200 due to customer function error");
    case "Throttled":
      return fault("INTEGRATION_FAILURE", "Lambda invocation failed with status: 429 (Rate Exceeded)");
    case "UnknownFunction":
      return fault("INTEGRATION_FAILURE", `Execution failed due to configuration error: no function ${functionName}`);
  }
};

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
