import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, parseJson } from "../codec/json";
import type { CarrierCredentials, ChannelSetup } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import type { AssistantAnswer } from "../ports/assistant";
import { isStorableText } from "../request/storable-json";
import { detailsOf, expectedVariables, longestMessage } from "./prompt";
import { unfounded } from "./unfounded";

/** Every text and number within a value, names of fields included. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(textsIn)
    : Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)]);
};

/** What a message's addresses and numbers may come from: the request's data, the company's names and senders, and the project's own instructions. */
export const quotableTexts = (
  { request, company }: Message,
  { assistant, sender }: Pick<ChannelSetup, "assistant" | "sender">,
): readonly string[] => {
  const { companyName, projectName, representative } = detailsOf(company);
  return textsIn([
    request.projectData,
    request.recipient,
    [companyName, projectName, representative, company.channelConfig],
    [assistant.instructions, assistant.content_variables, sender],
  ]);
};

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
  const texts = Object.values(variables);
  if (!texts.includes("") && texts.every(isStorableText)) return E.right(variables);
  const faulty = Object.keys(variables).filter(
    (name) => variables[name] === "" || !isStorableText(variables[name] ?? ""),
  );
  return E.left(`variable ${faulty.join(", ")} is empty`);
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

const founded =
  (sources: () => readonly string[]) =>
  (variables: Variables): Checked => {
    for (const [name, value] of Object.entries(variables)) {
      const what = unfounded(value, sources);
      if (what !== undefined) return E.left(`variable ${name} holds ${what} that is not in the data`);
    }
    return E.right(variables);
  };

const read: (answer: string) => Checked = flow(
  parseJson(() => "the answer is not JSON"),
  E.chain(decodeOr(t.record(t.string, t.string), () => "the answer must hold text for each variable")),
);

/**
 * The assistant's answer as variables that can be sent: exactly the expected ones, none empty or too long, no link, address or
 * long number that none of `sources` holds; else what is wrong, in words that quote nothing of the answer.
 */
export const checkVariables =
  (expected: readonly string[], longestMessage: number, sources: () => readonly string[]) =>
  (answer: string): Checked =>
    pipe(
      read(answer),
      E.chain((variables) => named(variables, expected)),
      E.map(tidied),
      E.chain(filled),
      E.chain(shortEnough(longestMessage)),
      E.chain(readable),
      E.chain(founded(sources)),
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
      checkVariables(Object.keys(expectedVariables(setup, credentials)), longestMessage(message), () =>
        quotableTexts(message, setup),
      ),
    ),
  );
