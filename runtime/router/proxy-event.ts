import type { APIGatewayProxyResult } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject, type JsonObject, parseJson } from "../codec/json";
import { LARGEST_MESSAGE } from "../conversation/message";
import { type Answer, RETRY_HEADER, type Rejection, rejection, withRequestId } from "./rejection";

/** What the router reads of API Gateway's Lambda proxy event. */
export const ProxyEvent = t.partial({
  httpMethod: t.string,
  body: t.union([t.string, t.null]),
  isBase64Encoded: t.boolean,
  headers: t.union([t.record(t.string, t.unknown), t.null]),
  requestContext: t.partial({
    requestId: t.string,
    identity: t.partial({ apiKeyId: t.union([t.string, t.null]) }),
  }),
});
export type ProxyEvent = t.TypeOf<typeof ProxyEvent>;

/** An event of another form is one without a body, which the checks refuse with their own words. */
export const decodeEvent = (input: unknown): ProxyEvent =>
  pipe(
    ProxyEvent.decode(input),
    E.getOrElse((): ProxyEvent => ({})),
  );

/** The id of the caller's API key; API Gateway has checked the key's value before the router runs. */
export const apiKeyIdOf = ({ requestContext }: ProxyEvent): string => requestContext?.identity?.apiKeyId ?? "";

/** For the log; nothing where the event names none. */
export const apiRequestIdOf = ({ requestContext }: ProxyEvent): { readonly api_request_id?: string } =>
  requestContext?.requestId === undefined ? {} : { api_request_id: requestContext.requestId };

/** The `Origin` header, in any letter case. */
export const originOf = ({ headers }: ProxyEvent): string | undefined => {
  const origin = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "origin")?.[1];
  return typeof origin === "string" ? origin : undefined;
};

/** UTF-16 units beyond which a body is refused unparsed: ten megabytes of brackets take the parser seconds. */
const LONGEST_PARSED = 4 * LARGEST_MESSAGE;

const invalid = (what: string) => (): Rejection => rejection("INVALID_REQUEST", `The request body ${what}`);

/** Node skips over what is not base64; encoding the bytes again shows whether it did. */
const decodeBase64 = (body: string): E.Either<Rejection, Buffer> => {
  const bytes = Buffer.from(body, "base64");
  const encoded = bytes.toString("base64");
  return body === encoded || body === encoded.replace(/={1,2}$/, "")
    ? E.right(bytes)
    : E.left(invalid("is not valid base64")());
};

const decodeUtf8 = (bytes: Buffer): E.Either<Rejection, string> =>
  E.tryCatch(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes), invalid("is not UTF-8 text"));

/** As `TextDecoder` leaves it out: RFC 8259 §8.1 lets a parser ignore it. */
const withoutByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, "");

const bodyText = ({ body, isBase64Encoded }: ProxyEvent): E.Either<Rejection, string> =>
  isBase64Encoded ? pipe(decodeBase64(body ?? ""), E.chain(decodeUtf8)) : E.right(withoutByteOrderMark(body ?? ""));

const withinLimit = (text: string): boolean => Buffer.byteLength(text, "utf8") <= LARGEST_MESSAGE;

const notAnObject = invalid("is not a JSON object");

const parseObject = (text: string): E.Either<Rejection, JsonObject> =>
  pipe(text, parseJson(invalid("is not valid JSON")), E.filterOrElse(isJsonObject, notAnObject));

const tooLarge = (): Rejection => rejection("PAYLOAD_TOO_LARGE", `The request body exceeds ${LARGEST_MESSAGE} bytes`);

const readObject = (text: string): E.Either<Rejection, JsonObject> =>
  pipe(
    parseObject(text),
    E.chain((body) => (withinLimit(text) ? E.right(body) : E.left(withRequestId(body)(tooLarge())))),
  );

const refuseUnparsed = (text: string): E.Either<Rejection, never> =>
  E.left(text.trim().startsWith("{") && text.trim().endsWith("}") ? tooLarge() : notAnObject());

/** The body as a JSON object: from base64 or text, UTF-8, within the queue's limit. */
export const readBody = (event: ProxyEvent): E.Either<Rejection, JsonObject> =>
  pipe(
    bodyText(event),
    E.filterOrElse((text) => text.trim() !== "", invalid("is empty")),
    E.chain((text) => (text.length > LONGEST_PARSED ? refuseUnparsed(text) : readObject(text))),
  );

/** Tells a repetition, which is otherwise answered as the first one was. */
export const REPLAYED_HEADER = "Idempotent-Replayed";

export const preflightAnswer: Answer = { status: 200 };

/** Headers and methods that the preflight allows. */
export const ALLOWED_HEADERS = "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token";
export const ALLOWED_METHODS = "OPTIONS,GET,POST";

/** A header holds one origin: `*`, the caller's own when it is listed, else the first that is. */
const allowedOrigin = (origins: readonly string[], origin: string | undefined): string =>
  (origins.includes("*") ? "*" : origins.find((listed) => listed === origin)) ?? origins[0] ?? "null";

/** The CORS headers that every answer carries. */
export const corsHeaders = (
  origins: readonly string[],
  origin: string | undefined,
): Readonly<Record<string, string>> => ({
  "Access-Control-Allow-Origin": allowedOrigin(origins, origin),
  "Access-Control-Allow-Headers": ALLOWED_HEADERS,
  "Access-Control-Allow-Methods": ALLOWED_METHODS,
  "Access-Control-Expose-Headers": `${REPLAYED_HEADER},${RETRY_HEADER}`,
  Vary: "Origin",
});

export const proxyResult =
  (headers: Readonly<Record<string, string>>) =>
  ({ status, body, headers: own }: Answer): APIGatewayProxyResult => ({
    statusCode: status,
    headers: { "Content-Type": "application/json", ...headers, ...own },
    body: body === undefined ? "" : JSON.stringify(body),
    isBase64Encoded: false,
  });
