import type * as t from "io-ts";
import { patternString } from "../codec/refined-string";

/** The client's idempotency key within a company and project. */
export const RequestId = patternString(
  "a canonical lower-case UUID version 4",
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
);
export type RequestId = t.TypeOf<typeof RequestId>;
