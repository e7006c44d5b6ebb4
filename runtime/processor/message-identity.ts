import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import { ContextObject } from "../context/context-object";
import { type Correlation, correlationOf } from "../log/correlation";

/** Which request a queue message is about, for a log line; nothing, if it is not a context object. */
export const messageIdentity = (body: string): Correlation =>
  pipe(
    body,
    parseJson(() => undefined),
    E.chain(decodeOr(ContextObject, () => undefined)),
    E.match((): Correlation => ({}), correlationOf),
  );
