import * as t from "io-ts";
import { namedType } from "./named-type";

/** How a fault calls a structure. */
export const OBJECT = "an object";

export const PositiveInteger = namedType(
  "a whole number above 0",
  (input): input is number => typeof input === "number" && Number.isInteger(input) && input > 0,
);
export const Flag = namedType("true or false", t.boolean.is);
export const TextOrNull = namedType("text or null", t.union([t.string, t.null]).is);
