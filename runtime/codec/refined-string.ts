import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";

/** A codec for strings that pass `parse`, which gives the normalised value, or `undefined` for what is not one. */
export const refinedString = (
  name: string,
  parse: (text: string) => string | undefined,
): t.Type<string, string, unknown> =>
  new t.Type(
    name,
    (input): input is string => typeof input === "string" && parse(input) === input,
    (input, context) =>
      pipe(
        t.string.validate(input, context),
        E.chain((text) => {
          const parsed = parse(text);
          return parsed === undefined ? t.failure(input, context) : t.success(parsed);
        }),
      ),
    t.identity,
  );

/** A codec for strings that match `pattern`, kept as they are. */
export const patternString = (name: string, pattern: RegExp): t.Type<string, string, unknown> =>
  refinedString(name, (text) => (pattern.test(text) ? text : undefined));
