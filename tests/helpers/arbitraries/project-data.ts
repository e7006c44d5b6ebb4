import * as fc from "fast-check";
import type { JsonObject } from "../../../runtime/codec/json-object";

const withoutNul = (text: string): string => text.replaceAll("\u0000", "");

/** Any text that can be stored, with what transports like to stumble over. */
export const storableText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }).map(withoutNul),
  fc.constantFrom("😀", "\uFFFE", "\uFFFF", "\uFEFF", "\\uFFFE", "\u2028", '"', "\\", "</script>", "é"),
);

/** JSON has to escape these; Node may misread them in a name (nodejs/node#63785). */
const needsEscape = (text: string): boolean =>
  [...text].some((letter) => letter < " " || letter === '"' || letter === "\\");

const name = fc.oneof(
  storableText.filter((text) => text !== "" && !needsEscape(text)),
  fc.constantFrom("__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "length", "0"),
);

const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-120),
);

const { map } = fc.letrec<{ value: unknown; list: readonly unknown[]; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 8, depthSize: "small" },
    storableText,
    number,
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("map"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(name, tie("value"), { maxKeys: 5 }),
}));

/** Free-form project data that the interface allows. */
export const projectData: fc.Arbitrary<JsonObject> = map;
