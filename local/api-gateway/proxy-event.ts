import { randomBytes } from "node:crypto";
import type { Api } from "./api";
import { isBinaryRequest } from "./binary-media";
import type { FoundRoute } from "./find-route";
import { type Headers, headerOf, singleAndMultiple } from "./headers";
import type { IncomingRequest } from "./incoming-request";
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
