import type { JsonObject } from "../../../runtime/codec/json";
import units from "./costly.json";
import { checkOf } from "./judge";

const filled = (unit: string, bytes: number): string =>
  unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit, "utf8"))));

/** Bytes of a request's data, with room for the rest of a message of 256 KiB. */
const DATA = 240_000;
/** Characters of one variable. */
const ANSWER = 1_024;

const nested = (text: string, levels: number): unknown => (levels === 0 ? text : { a: [nested(text, levels - 2)] });

const parts = (text: string, size: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));

/** With other digits everywhere, so that no two numbers are the same. */
const varied = (text: string): string => {
  let last = 7;
  return text.replace(/\d/g, () => {
    last = (last * 1_103 + 12_345) % 65_537;
    return String(last % 10);
  });
};

/** Ways to put one text into a request's data. */
const SHAPES: Readonly<Record<string, (text: string) => JsonObject>> = {
  "one text": (text) => ({ text }),
  "different numbers": (text) => ({ text: varied(text) }),
  "deep lists": (text) => ({ deep: nested(text, 12) }),
  "many short texts": (text) => ({ list: parts(text.slice(0, text.length * 0.7), 12) }),
  "names of fields": (text) =>
    Object.fromEntries(parts(text.slice(0, text.length * 0.8), 200).map((part, n) => [`${n}${part}`, n])),
};

/** Answers that have everything looked up in the data. */
const PROBES: Readonly<Record<string, string>> = {
  "a link and numbers": "evil.dev 09015550123 @evilname a1b2c3d4e5f6g7h8i9",
  "the same text": "",
};

export type Costly = { readonly name: string; readonly data: JsonObject; readonly answer: string };

const repeatedTo = (text: string, length: number): string =>
  text
    .repeat(Math.ceil(length / text.length))
    .slice(0, length)
    .toWellFormed();

/** What costs a check most, repeated to the limits of a text: every unit in the answer and in the data in every shape, alone and with every third other unit. */
export const costlyInputs = function* (): Generator<Costly> {
  const entries = Object.entries(units);
  for (const [at, [name, unit]] of entries.entries()) {
    for (const [shape, into] of Object.entries(SHAPES))
      for (const [probe, words] of Object.entries(PROBES))
        yield {
          name: `${name} as ${shape}, answered by ${probe}`,
          data: into(filled(unit, DATA)),
          answer: words === "" ? repeatedTo(unit, ANSWER) : words,
        };
    for (const [other, otherUnit] of entries.filter((_, n) => (n + at) % 5 === 0))
      yield {
        name: `${name} and ${other}`,
        data: { text: filled(`${unit}${otherUnit}`, DATA) },
        answer: `${repeatedTo(`${otherUnit}${unit}`, ANSWER - 60)} evil.dev 09015550123`,
      };
  }
};

/** As many variables of full length as an email may have. */
const VARIABLES = 9;

const onceOf = (check: (text: string) => unknown, text: string): number => {
  const start = process.cpuUsage();
  check(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};

/** A check that takes longer is tried again, since the process collects garbage and compiles meanwhile. */
const QUICK = 20;
const TRIES = 5;

/** Milliseconds of processor time that the check of one answer takes: the least of five where it is not quick. */
export const costOf = ({ data, answer }: Pick<Costly, "data" | "answer">): number => {
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: VARIABLES }, (_, n) => [String(n + 1), answer])));
  const once = () => onceOf(checkOf({ data, channel: "email" }, VARIABLES), text);
  const first = once();
  return first < QUICK ? first : Math.min(first, ...Array.from({ length: TRIES - 1 }, once));
};
