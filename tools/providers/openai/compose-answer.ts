import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import phrases from "./phrases.json";
import type { ResponseFormat } from "./response-format";

/** One value of the data, the words of its own key, and these with those of the keys above it. */
type Datum = { readonly value: string; readonly key: readonly string[]; readonly words: readonly string[] };

const meaningless =
  /^(?:an?|and|applied|asks?|at|be|brief|data|for|from|in|is|it|of|on|one|or|our|please|short|text|that|the|their|they|this|to|we|with|your?)$/;
const ordinals = ["first", "second", "third", "fourth", "fifth"];
const sameMeaning: Readonly<Record<string, string>> = {
  candidate: "recipient",
  surname: "last",
  position: "role",
  title: "role",
  representative: "rep",
};

/** The meaningful words of a key or a description, in one spelling: `jobRoles` and "the job's role" are both job, role. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/['’]s\b/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !meaningless.test(word))
    .map((word) => word.replace(/(?<=\w{3})(?<!s)s$/, ""))
    .map((word) => sameMeaning[word] ?? ordinals[Number(word) - 1] ?? word);

/** All texts and numbers in the data, on one line each. */
const leavesOf = (data: unknown, key: readonly string[], above: readonly string[]): readonly Datum[] => {
  if (Array.isArray(data)) return data.flatMap((item, at) => leavesOf(item, key, [...above, ordinals[at] ?? "other"]));
  const words = [...above, ...key];
  if (isJsonObject(data)) return Object.entries(data).flatMap(([name, item]) => leavesOf(item, wordsOf(name), words));
  const value = String(data ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return value === "" ? [] : [{ value, key, words }];
};

/** The data in a text, where the runtime's prompt puts it. */
const dataIn = (text: string): readonly Datum[] =>
  [...text.matchAll(/<data>(.*?)<\/data>/gs)].flatMap(([, json = ""]) =>
    leavesOf(E.toUnion(parseJson(() => undefined)(json)), [], []),
  );

/** The value whose keys hold this share of the description's words, rare words counting more, and fewest others. */
const bestValue = (data: readonly Datum[], description: string, share = 0.5): string | undefined => {
  const wanted = [...new Set(wordsOf(description))];
  const rarity = new Map(wanted.map((word) => [word, 1 / data.filter(({ words }) => words.includes(word)).length]));
  const [best] = data
    .map((datum) => ({ ...datum, shared: wanted.filter((word) => datum.words.includes(word)) }))
    .filter(({ shared }) => shared.length > 0 && shared.length >= share * wanted.length)
    .map(({ value, key, shared }) => {
      const strangers = key.filter((word) => !wanted.includes(word)).length;
      return { value, score: shared.reduce((sum, word) => sum + (rarity.get(word) ?? 0), -strangers / 10) };
    })
    .sort((one, other) => other.score - one.score);
  return best?.value;
};

type Phrases = (typeof phrases)["English"];

/** The language that instructions name: "Write in German", "auf Deutsch", "en français". */
const phrasesFor = (instructions: string): Phrases => {
  const named = [...instructions.toLowerCase().matchAll(/(?<!\p{L})(?:in|auf|en|em|po)\s+(\p{L}+)/gu)].map(
    ([, name]) => name,
  );
  return Object.values(phrases).find(({ names }) => names.some((name) => named.includes(name))) ?? phrases.English;
};

/** A phrase with its parts. */
const said = (phrase: string, parts: Readonly<Record<string, string>>): string =>
  phrase.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? "").trim();

const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;

/** What only a model could write, by what it was asked for. */
const unwritten = (description: string): string => `[${description}]`;

const MOST_FACTS = 3;

/** What the project tells of the message, where that is no application for a job. */
const factsIn = (data: readonly Datum[]): string =>
  data
    .filter(({ words, value }) => words[0] === "project" && words[1] !== "name" && value.length < 60)
    .slice(0, MOST_FACTS)
    .map(({ key, value }) => `${key.join(" ")}: ${value}`)
    .join(", ");

/** A complete short message made of the data, in the language of the phrases. */
const messageFrom = (data: readonly Datum[], words: Phrases): string => {
  const find = (what: string): string | undefined => bestValue(data, what, 1);
  const role = find("job role");
  const sender = find("company rep") ?? find("company name");
  const points = data.filter((datum) => datum.words.includes("clarification") && datum.value.includes(" "));
  const facts = role === undefined ? factsIn(data) : "";
  const thanks = role === undefined ? words.thanks : said(words.thanksForRole, { role });
  return [
    `${said(words.hello, { name: find("recipient first name") ?? words.there })}, ${thanks}`,
    ...(facts === "" ? [] : [said(words.about, { facts })]),
    ...points.map(({ value }) => asSentence(value)),
    words.more,
    ...(sender === undefined ? [] : [said(words.regards, { sender })]),
  ].join(" ");
};

const isMessage = /^(?:[\w'’-]+,? ){0,4}?(?:paragraph|message|body|text|sms|e-?mail|reply)\b(?! address)/i;
const isSentence = /^(?:[\w'’-]+,? ){0,4}?(?:sentence|question|line|phrase)\b(?: \w+ (?:on|about)\b)?/i;

/** The text that a description asks for: a message, a sentence, or a value as it stands in the data; or that none of them can be made. */
const textFor = (data: readonly Datum[], description: string, words: Phrases): string => {
  if (isMessage.test(description)) return messageFrom(data, words);
  const value = bestValue(data, description.replace(isSentence, ""));
  if (value === undefined) return unwritten(description);
  if (!isSentence.test(description) || /[.?!]$/.test(value)) return value;
  return said(words.moreOn, { topic: value });
};

/** The text, cut after a word where the description tells a length: "at most 100 characters". */
const cut = (text: string, description: string): string => {
  const longest = /(\d+) char/i.exec(description)?.[1];
  if (longest === undefined) return text;
  return new RegExp(`^.{0,${longest}}(?=\\s|$)`).exec(text)?.[0] ?? text.slice(0, Number(longest));
};

const fill = (data: readonly Datum[], { properties }: JsonObject, words: Phrases): E.Either<string, string> =>
  pipe(
    Object.entries(properties ?? {}),
    E.traverseArray(([name, property]: readonly [string, JsonObject]) => {
      const description = String(property.description ?? name);
      return property.type === "string"
        ? E.right([name, cut(textFor(data, description, words), description)])
        : E.left(`The local stand-in fills texts only, and '${name}' is of the type ${property.type}.`);
    }),
    E.map((filled) => JSON.stringify(Object.fromEntries(filled))),
  );

/** What the assistant says, made of the data in the texts: variables for a schema, or a message; or why it cannot. */
export const composeAnswer = (
  format: ResponseFormat,
  texts: readonly string[],
  instructions = "",
): E.Either<string, string> => {
  const data = texts.flatMap(dataIn);
  const words = phrasesFor(instructions);
  return format.type === "json_schema" ? fill(data, format.schema, words) : E.right(messageFrom(data, words));
};

/** A template as a project's config knows it: what belongs into each variable. What it says, only its carrier knows. */
export type KnownTemplate = { readonly variables: Readonly<Record<string, string>>; readonly instructions: string };

/** Where a variable goes, in the form that Twilio and SendGrid share. */
export const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

export const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (_whole, name: string) => variables[name] ?? "");

const isName = /\bfirst[ _]?name|vorname|prénom|nombre de pila/i;
const isRole = /\b(?:job|role|position)\b|stelle\b/i;
const isText = /\b(?:sentence|question|line|phrase|paragraph|message|body|text)\b/i;

/** A text that a template of these variables might have, so that a reader can judge what the variables are filled with. */
export const textOf = ({ variables, instructions }: KnownTemplate): string => {
  const words = phrasesFor(instructions);
  const all = Object.entries(variables).map(([name, meaning]) => ({ meaning, slot: `{{${name}}}` }));
  const name = all.find(({ meaning }) => isName.test(meaning));
  const role = all.find(({ meaning }) => isRole.test(meaning) && !isText.test(meaning));
  const hello = name === undefined ? "" : said(words.hello, { name: name.slot });
  const thanks = role === undefined ? "" : said(words.thanksForRole, { role: role.slot });
  const opening = hello !== "" && thanks !== "" ? `${hello}, ${thanks}` : hello === "" ? thanks : `${hello}.`;
  const others = all
    .filter((one) => one !== name && one !== role)
    .map(({ meaning, slot }) =>
      isText.test(meaning) ? slot : `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}: ${slot}.`,
    );
  return [opening, ...others].filter((part) => part !== "").join(" ");
};
