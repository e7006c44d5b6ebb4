import { randomBytes } from "node:crypto";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { setTimeout } from "node:timers/promises";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as TE from "fp-ts/TaskEither";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import type { Invoke, InvokeOutcome } from "../lambda/invocation";
import type { FoundRoute, LambdaIntegration } from "./api";
import { type Fault, refused } from "./fault";
import { type Headers, headerOf, type IncomingRequest, type Reply, singleAndMultiple } from "./http-message";
import type { RequestContext } from "./request-context";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const notHandedOn = "connection content-length transfer-encoding keep-alive te trailer upgrade expect".split(" ");
const replaced = ["host", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"];
const remapped = `authorization connection content-length content-md5 date host max-forwards server transfer-encoding
  user-agent www-authenticate`.split(/\s+/);

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);

const traceId = (context: RequestContext): string =>
  `Root=1-${Math.floor(context.requestTimeEpoch / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;

const handedOn = ({ headers, sourceIp }: IncomingRequest, context: RequestContext): Headers => {
  const forwarded = headerOf(headers, "x-forwarded-for");
  return [
    ...headers.filter(([name]) => ![...notHandedOn, ...replaced].includes(name.toLowerCase())),
    ["Host", context.domainName],
    ["X-Amzn-Trace-Id", headerOf(headers, "x-amzn-trace-id") ?? traceId(context)],
    ["X-Forwarded-For", forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`],
    ["X-Forwarded-Port", context.domainName.split(":")[1] ?? ""],
    // AWS always says https; the stand-in really is plain http.
    ["X-Forwarded-Proto", "http"],
  ];
};

/**
 * The event that a Lambda proxy integration receives, with every field that AWS sends.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const makeProxyEvent = (found: FoundRoute, request: IncomingRequest, body: Buffer, context: RequestContext) => {
  const headers = singleAndMultiple(handedOn(request, context));
  const query = singleAndMultiple(request.query);
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
    body: body.length === 0 ? null : body.toString("base64"),
    isBase64Encoded: body.length > 0,
  };
};

const payloadOf =
  ({ functionName, timeoutMillis }: LambdaIntegration) =>
  (outcome: InvokeOutcome | { readonly _tag: "Late" }): E.Either<Fault, string> => {
    const failed = "Execution failed due to";
    switch (outcome._tag) {
      case "Answered":
        return E.right(outcome.payload);
      case "FunctionError":
        return refused("DEFAULT_5XX", "Lambda execution failed with status 200 due to customer function error");
      case "Throttled":
        return refused("INTEGRATION_FAILURE", "Lambda invocation failed with status: 429 (Rate Exceeded)");
      case "UnknownFunction":
        return refused("INTEGRATION_FAILURE", `${failed} configuration error: no function ${functionName}`);
      case "Late":
        return refused("INTEGRATION_TIMEOUT", `${failed} a timeout error: no answer within ${timeoutMillis} ms`);
    }
  };

/**
 * Invokes the function within the integration's timeout, in which a wait for a worker of this machine does not count; a late answer is dropped, as on AWS, while the function runs on.
 * An invocation that throws is told to `onThrown`, and answered 500.
 */
export const callFunction =
  (
    invoke: Invoke,
    integration: LambdaIntegration,
    event: unknown,
    onThrown: (cause: unknown) => void,
  ): TE.TaskEither<Fault, string> =>
  async () => {
    const over = new AbortController();
    const turn = Promise.withResolvers<void>();
    const late = turn.promise.then(() =>
      setTimeout(integration.timeoutMillis, { _tag: "Late" } as const, { signal: over.signal }),
    );
    try {
      const answer = invoke(integration.functionName, event, turn.resolve);
      return payloadOf(integration)(await Promise.race([answer, late]));
    } catch (cause) {
      onThrown(cause);
      return refused("INTEGRATION_FAILURE", "the local invocation failed");
    } finally {
      late.catch(() => undefined);
      over.abort();
    }
  };

const malformed = (detail: string): E.Either<Fault, never> =>
  refused("DEFAULT_5XX", `Execution failed due to configuration error: Malformed Lambda proxy response (${detail})`);

const isHeaderLine = ([name, value]: readonly [string, unknown]): boolean => {
  if (typeof value !== "string" && typeof value !== "boolean") return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
    return true;
  } catch {
    return false;
  }
};

/** The header lines of an answer, or what is wrong with them. */
const readHeaders = (single: unknown, multiple: unknown): E.Either<string, Headers> => {
  if (!isJsonObject(single)) return E.left("headers is not an object");
  if (!isJsonObject(multiple)) return E.left("multiValueHeaders is not an object");
  const lines: (readonly [string, unknown])[] = [];
  for (const [name, values] of Object.entries(multiple)) {
    if (!Array.isArray(values)) return E.left(`multiValueHeaders.${name} is not a list`);
    lines.push(...values.map((value) => [name, value] as const));
  }
  const isRepeated = ([name, value]: readonly [string, unknown]): boolean =>
    lines.some(([other, said]) => other.toLowerCase() === name.toLowerCase() && said === value);
  lines.push(...Object.entries(single).filter((line) => !isRepeated(line)));
  const wrong = lines.find((line) => !isHeaderLine(line));
  if (wrong !== undefined) return E.left(`header ${wrong[0]} is not a plain string`);
  return E.right(
    lines.map(([name, value]) => [
      remapped.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
      String(value),
    ]),
  );
};

// Any other field makes AWS call the answer malformed.
const answerFields = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

/** Turns the JSON that the function answered into a reply, or into the 502 that AWS gives for a malformed one. */
export const readProxyAnswer = (payload: string): E.Either<Fault, Reply> => {
  const answer = E.toUnion(parseJson(() => undefined)(payload));
  if (!isJsonObject(answer)) return malformed("not a JSON object");
  const other = Object.keys(answer).find((name) => !answerFields.includes(name));
  if (other !== undefined) return malformed(`unknown field ${other}`);
  const status = Number(answer.statusCode ?? 200);
  if (!Number.isInteger(status) || status < 200 || status > 599) return malformed("statusCode is not an HTTP status");
  const body = answer.body ?? "";
  if (typeof body !== "string") return malformed("body is not a string");
  const decodes = answer.isBase64Encoded === true;
  return pipe(
    readHeaders(answer.headers ?? {}, answer.multiValueHeaders ?? {}),
    E.match(malformed, (headers) =>
      decodes && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(body)
        ? refused("API_CONFIGURATION_ERROR", "Unable to base64 decode the body.")
        : E.right({
            status,
            headers:
              headerOf(headers, "content-type") === undefined
                ? [["Content-Type", "application/json"], ...headers]
                : headers,
            body: Buffer.from(body, decodes ? "base64" : "utf8"),
          }),
    ),
  );
};
