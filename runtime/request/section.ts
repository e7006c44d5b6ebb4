import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject } from "../codec/json-object";
import { type Checked, faulty } from "./checked";
import type { ErrorCode } from "./error-code";

type Codes = { readonly missing: ErrorCode; readonly type: ErrorCode };

/** A top-level section of the body; `null` is a wrong type, not an absent section. */
export const section = (body: JsonObject, name: string, codes: Codes): Checked<JsonObject> => {
  const value = body[name];
  if (value === undefined) return faulty(name, codes.missing, "is required");
  return isJsonObject(value) ? E.right(value) : faulty(name, codes.type, "must be an object");
};
