import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import { parseJson } from "../codec/parse-json";
import { isStorableText } from "../codec/storable-json";

/** Characters of one variable; a WhatsApp template's whole body may have 1,024. */
const LONGEST_VARIABLE = 1_024;

type Variables = Readonly<Record<string, string>>;
type Checked = E.Either<string, Variables>;

/** WhatsApp refuses variables with a line break, a tab, or more than four spaces in a row. */
const singleSpaced = (text: string): string => text.replace(/\s+/g, " ").trim();

const tidied = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, singleSpaced(value)]));

const named = (variables: Variables, expected: readonly string[]): Checked => {
  const missing = expected.filter((name) => !Object.hasOwn(variables, name));
  const extra = Object.keys(variables).filter((name) => !expected.includes(name));
  return missing.length + extra.length === 0
    ? E.right(variables)
    : E.left(`the variables must be exactly ${expected.join(", ")}`);
};

const filled = (variables: Variables): Checked => {
  const faulty = Object.entries(variables).filter(([, value]) => value === "" || !isStorableText(value));
  return faulty.length === 0
    ? E.right(variables)
    : E.left(`variable ${faulty.map(([name]) => name).join(", ")} is empty`);
};

const shortEnough =
  (longestMessage: number) =>
  (variables: Variables): Checked => {
    const lengths = Object.values(variables).map(({ length }) => length);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    if (total > longestMessage) return E.left(`the variables together exceed ${longestMessage} characters`);
    return lengths.every((length) => length <= LONGEST_VARIABLE)
      ? E.right(variables)
      : E.left(`a variable exceeds ${LONGEST_VARIABLE} characters`);
  };

/** The assistant's answer as variables that can be sent: exactly the expected ones, none empty, none too long; else what is wrong. */
export const checkVariables =
  (expected: readonly string[], longestMessage: number) =>
  (answer: string): Checked =>
    pipe(
      answer,
      parseJson(() => "the answer is not JSON"),
      E.chain(decodeOr(t.record(t.string, t.string), () => "the answer must hold text for each variable")),
      E.chain((variables) => named(variables, expected)),
      E.map(tidied),
      E.chain(filled),
      E.chain(shortEnough(longestMessage)),
    );
