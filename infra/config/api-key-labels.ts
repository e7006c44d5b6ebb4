import type * as t from "io-ts";
import { namedType } from "./named-type";

const MOST_KEYS = 2;
const LABEL = /^[a-z0-9-]{1,20}$/;

const isLabel = (label: unknown): boolean => typeof label === "string" && LABEL.test(label);

/** The keys of a project by their labels: one, or two while a key is being rotated. */
export const ApiKeyLabels: t.Type<readonly string[], readonly string[], unknown> = namedType(
  "a list of one or two different labels of 1 to 20 lower-case letters, digits and hyphens",
  (input): input is readonly string[] =>
    Array.isArray(input) &&
    input.length > 0 &&
    input.length <= MOST_KEYS &&
    new Set(input).size === input.length &&
    input.every(isLabel),
);

/** The labels of a project that names none. */
export const DEFAULT_LABELS: readonly string[] = ["1"];
