import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import type { CarrierCredentials, ChannelSetup } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import type { AssistantAnswer } from "../ports/assistant";
import type { Channel } from "../request/request";
import { isStorableText } from "../request/storable-json";
import { strangeMarks } from "./marks";
import { longestMessage, type Rule, rulesFor } from "./prompt";
import { quotableFrom, type Sources, sourcesOf, strangeWords } from "./sources";

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
  const faulty = Object.entries(variables).find(([, value]) => !isStorableText(value));
  return faulty === undefined ? E.right(variables) : E.left(`variable ${faulty[0]} holds ${unstorable(faulty[1])}`);
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

const founded = ({ rules, channel, sources }: Terms): ((variables: Variables) => Checked) => {
  const quotable = quotableFrom(sources);
  const faultIn = (text: string, rule: Rule | undefined): string | undefined =>
    (rule === undefined ? undefined : strangeWords(text, rule, quotable)) ?? strangeMarks(text, channel);
  return (variables) => {
    for (const [name, text] of Object.entries(variables)) {
      const fault = faultIn(text, rules[name]);
      if (fault !== undefined) return E.left(`variable ${name} holds ${fault}`);
    }
    return E.right(variables);
  };
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
  credentials: CarrierCredentials,
  { content }: AssistantAnswer,
): Checked =>
  pipe(
    content,
    E.chain(
      checkVariables({
        rules: rulesFor(setup, credentials),
        channel: message.request.channel,
        longest: longestMessage(message),
        sources: () => sourcesOf(message, setup),
      }),
    ),
  );
