import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import { isJsonObject } from "../codec/json";
import { type Checked, faulty } from "./checked";
import type { DataLimits, ValidRequest } from "./request";
import { hasParts, partsOf } from "./storable-json";

/** Characters of a field's name. */
const LONGEST_NAME = 128;

/** Where something is larger than the project takes, and what it may be. */
type TooLarge = { readonly path: string; readonly must: string };

const ownFault = (value: unknown, { text, list }: DataLimits): string | undefined => {
  if (typeof value === "string") return value.length > text ? `must have at most ${text} characters` : undefined;
  if (Array.isArray(value)) return value.length > list ? `must have at most ${list} items` : undefined;
  if (!isJsonObject(value)) return undefined;
  const names = Object.keys(value);
  if (names.length > list) return `must have at most ${list} fields`;
  return names.some((name) => name.length > LONGEST_NAME)
    ? `must have names of at most ${LONGEST_NAME} characters`
    : undefined;
};

const partTooLarge = (value: unknown, path: string, limits: DataLimits): O.Option<TooLarge> => {
  const must = ownFault(value, limits);
  if (must !== undefined) return O.some({ path, must });
  return hasParts(value)
    ? pipe(
        partsOf(value),
        RA.findFirstMap(([step, part]) => partTooLarge(part, `${path}${step}`, limits)),
      )
    : O.none;
};

/** The whole is measured first: what is within it is then not much to walk through. */
const tooLargeIn = (section: unknown, path: string, limits: DataLimits): O.Option<TooLarge> =>
  Buffer.byteLength(JSON.stringify(section), "utf8") > limits.bytes
    ? O.some({ path, must: `must have at most ${limits.bytes} bytes as JSON` })
    : partTooLarge(section, path, limits);

/** Whether the data of a request are within its project's limits; the first place that is not is named, and no value. */
export const checkDataSize =
  (limits: DataLimits) =>
  ({ recipient, projectData = {} }: ValidRequest): Checked<unknown> =>
    pipe(
      tooLargeIn(recipient, "recipient_data", limits),
      O.map(({ path, must }) => faulty(path, "INVALID_RECIPIENT_DATA", must)),
      O.alt(() =>
        pipe(
          tooLargeIn(projectData, "project_data", limits),
          O.map(({ path, must }) => faulty(path, "INVALID_PROJECT_DATA", must)),
        ),
      ),
      O.getOrElse((): Checked<unknown> => E.right(undefined)),
    );
