import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isJsonObject, type JsonObject } from "../codec/json-object";
import { parseJson } from "../codec/parse-json";
import { LARGEST_MESSAGE } from "../context/queued-message";
import type { ProxyEvent } from "./proxy-event";
import { type Rejection, rejection } from "./rejection";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

const invalid = (what: string) => (): Rejection => rejection("INVALID_REQUEST", `The request body ${what}`);

const decodeBase64 = (body: string): E.Either<Rejection, Buffer> =>
  BASE64.test(body) ? E.right(Buffer.from(body, "base64")) : E.left(invalid("is not valid base64")());

const decodeUtf8 = (bytes: Buffer): E.Either<Rejection, string> =>
  E.tryCatch(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes), invalid("is not UTF-8 text"));

const bodyText = ({ body, isBase64Encoded }: ProxyEvent): E.Either<Rejection, string> =>
  isBase64Encoded ? pipe(decodeBase64(body ?? ""), E.chain(decodeUtf8)) : E.right(body ?? "");

const withinLimit = (text: string): boolean => Buffer.byteLength(text, "utf8") <= LARGEST_MESSAGE;

const parseObject = (text: string): E.Either<Rejection, JsonObject> =>
  pipe(text, parseJson(invalid("is not valid JSON")), E.filterOrElse(isJsonObject, invalid("is not a JSON object")));

const tooLarge = (): Rejection => rejection("PAYLOAD_TOO_LARGE", `The request body exceeds ${LARGEST_MESSAGE} bytes`);

const readObject = (text: string): E.Either<Rejection, JsonObject> =>
  pipe(
    parseObject(text),
    E.filterOrElse(() => withinLimit(text), tooLarge),
  );

/** The body as a JSON object: from base64 or text, UTF-8, within the queue's limit. */
export const readBody = (event: ProxyEvent): E.Either<Rejection, JsonObject> =>
  pipe(
    bodyText(event),
    E.filterOrElse((text) => text.trim() !== "", invalid("is empty")),
    E.chain(readObject),
  );
