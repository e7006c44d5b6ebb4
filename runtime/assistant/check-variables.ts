import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import type { ChannelSetup, Source } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import type { AssistantAnswer } from "../ports/assistant";
import type { Channel } from "../request/request";
import { isStorableText } from "../request/text";
import { isMailbox, strangeLink } from "./links";
import { hasStrangeCode, strangeMarks } from "./marks";
import { areKnown, rowsIn } from "./numbers";
import { inOneAlphabet, plainForm, withoutLetters } from "./plain-form";
import { longestMessage, type Rule } from "./prompt";
import { type Quotable, quotableFrom, type Sources, sourcesOf } from "./sources";
import { withDigits, withoutSpelling } from "./spelling";

/** Characters of one variable; a WhatsApp template's whole body may have 1,024. */
const LONGEST_VARIABLE = 1_024;

type Variables = Readonly<Record<string, string>>;
type Checked = E.Either<string, Variables>;

/** WhatsApp refuses variables with a line break, a tab, or more than four spaces in a row. */
const singleSpaced = (text: string): string => text.replace(/[\s\u0085]+/g, " ").trim();

/** Control characters, and those that show a text in another order than it has. */
const UNSEEN = /[\p{Cc}\u202d\u202e]/u;

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
  const empty = Object.entries(variables).filter(([, value]) => value === "");
  return empty.length === 0
    ? E.right(variables)
    : E.left(`variable ${empty.map(([name]) => name).join(", ")} is empty`);
};

/** A character beyond U+FFFF is two halves, and one alone has no meaning. */
const unstorable = (text: string): string => (text.isWellFormed() ? "the character NUL" : "half of a character");

const storable = (variables: Variables): Checked => {
  if (Object.values(variables).every(isStorableText)) return E.right(variables);
  const faulty = Object.entries(variables).filter(([, value]) => !isStorableText(value));
  return E.left(faulty.map(([name, value]) => `variable ${name} holds ${unstorable(value)}`).join(", "));
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

const readable = (variables: Variables): Checked => {
  const faulty = Object.entries(variables).find(([, value]) => UNSEEN.test(value));
  return faulty === undefined ? E.right(variables) : E.left(`variable ${faulty[0]} holds a control character`);
};

/** What a project lets a variable quote, by its name, and where its message goes. */
export type Terms = {
  readonly rules: Readonly<Record<string, Rule>>;
  readonly channel: Channel;
  /** Characters of all variables together. */
  readonly longest: number;
  readonly sources: () => Sources;
};

/** A text of these alone is its own plain form. */
const BEYOND_ASCII = /[^\0-\x7f]/;
const DIGIT = /\d/;
/** Without one of these a text holds no address, no number to judge, no code, and no marks that are more than text. */
const OF_ADDRESSES = /[.:@/]/;
const OF_LONG_NUMBERS = /(?:\d\D*){5}/;
const OF_CODES = /[\d@$£€]/;
const ALL_ORDINARY = /^[A-Za-z0-9 .,:;!?'()-]*$/;

/** A text as a program reads it, and as a person does: with addresses that are spelt, and with digits that are told in words. */
type Reading = { readonly plain: string; readonly spelt: string; readonly told: string };

const readingOf = (text: string): Reading => {
  const isPlain = !BEYOND_ASCII.test(text);
  const plain = isPlain ? text : plainForm(text);
  return { plain, spelt: withoutSpelling(isPlain ? plain : inOneAlphabet(plain)), told: withDigits(plain) };
};

const inDigits = ({ told }: Reading, source: () => string): string =>
  DIGIT.test(told) ? withoutLetters(told, source) : told;

type Judge = (reading: Reading, quotable: () => Quotable) => string | undefined;

const link: Judge = ({ plain, spelt }, quotable) => {
  const texts = [...new Set([plain, spelt])].filter((text) => OF_ADDRESSES.test(text));
  const [found] = texts.flatMap((text) => strangeLink(text, () => quotable().links()) ?? []);
  if (found === undefined) return undefined;
  return isMailbox(found) ? "an email address" : "a link";
};

const number: Judge = (reading, quotable) => {
  const text = inDigits(reading, () => quotable().source());
  const rows = OF_LONG_NUMBERS.test(text) ? rowsIn(text) : [];
  return rows.length === 0 || areKnown(rows, () => quotable().numbers()) ? undefined : "a telephone or long number";
};

const code: Judge = ({ plain }, quotable) =>
  OF_CODES.test(plain) && hasStrangeCode(plain, () => quotable().source())
    ? "a name or code to dial or pay to"
    : undefined;

const anyDigit: Judge = ({ told }) => (DIGIT.test(told) ? "a number" : undefined);

const where = (source: Source): string => {
  if (source === "none") return "and may hold none";
  return source === "data" ? "that is not in the data" : `that is not in ${source.join(", ")}`;
};

/** What a variable holds that its rule does not let it quote, in words that quote nothing of it. */
const strangeWords = (reading: Reading, { links, numbers }: Rule, quotable: (source: Source) => Quotable) => {
  const judged = (judge: Judge, source: Source): string | undefined => {
    const what = judge(reading, () => quotable(source));
    return what === undefined ? undefined : `${what} ${where(source)}`;
  };
  return judged(link, links) ?? judged(numbers === "none" ? anyDigit : number, numbers) ?? judged(code, links);
};

const founded =
  ({ rules, channel, sources }: Terms) =>
  (variables: Variables): Checked => {
    const readings = R.map(readingOf)(variables);
    const texts = () =>
      new Set(Object.values(readings).flatMap((reading) => [reading.told, inDigits(reading, () => "")]));
    const rows = () => [...texts()].flatMap(rowsIn);
    let made: ((source: Source) => Quotable) | undefined;
    const quotable = (source: Source): Quotable => {
      made ??= quotableFrom(sources, rows);
      return made(source);
    };
    for (const [name, reading] of Object.entries(readings)) {
      const { [name]: text = "" } = variables;
      const { [name]: rule } = rules;
      const fault =
        (rule === undefined ? undefined : strangeWords(reading, rule, quotable)) ??
        (ALL_ORDINARY.test(text) ? undefined : strangeMarks(text, channel));
      if (fault !== undefined) return E.left(`variable ${name} holds ${fault}`);
    }
    return E.right(variables);
  };

const read: (answer: string) => Checked = flow(
  parseJson(() => "the answer is not JSON"),
  E.chain(decodeOr(t.record(t.string, t.string), () => "the answer must hold text for each variable")),
);

/**
 * The assistant's answer as variables that can be sent: exactly the expected ones, none empty or too long, no link, address,
 * number or code of another origin than its rule names, no marks that are more than text; else what is wrong, in words that
 * quote nothing of the answer.
 */
export const checkVariables =
  (terms: Terms) =>
  (answer: string): Checked =>
    pipe(
      read(answer),
      E.chain((variables) => named(variables, Object.keys(terms.rules))),
      E.map(tidied),
      E.chain(filled),
      E.chain(storable),
      E.chain(shortEnough(terms.longest)),
      E.chain(readable),
      E.chain(founded(terms)),
    );

/** Checks an answer to the question that a message, its setup and its template put. */
export const checkAnswer = (
  message: Message,
  setup: ChannelSetup,
  rules: Terms["rules"],
  { content }: AssistantAnswer,
): Checked =>
  pipe(
    content,
    E.chain(
      checkVariables({
        rules,
        channel: message.request.channel,
        longest: longestMessage(message),
        sources: () => sourcesOf(message, setup),
      }),
    ),
  );
