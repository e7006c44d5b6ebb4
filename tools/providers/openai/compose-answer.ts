import { isRecord, type Json, parseJson } from "../codec/problems";
import type { ResponseFormat } from "./response-format";

const meaningless = new Set(
  "a an and are as at be brief by data for from given has have in is it its of on one or our please short text that the their this to value was we which who with you your".split(
    " ",
  ),
);

const sameMeaning: Readonly<Record<string, string>> = {
  applicant: "recipient",
  candidate: "recipient",
  person: "recipient",
  employer: "company",
  organisation: "company",
  organization: "company",
  forename: "first",
  given: "first",
  surname: "last",
  family: "last",
  position: "role",
  vacancy: "role",
  title: "role",
  representative: "rep",
  recruiter: "rep",
  consultant: "rep",
  sender: "rep",
  phone: "tel",
  telephone: "tel",
  mobile: "tel",
  mail: "email",
};

export const ordinals = ["first", "second", "third", "fourth", "fifth"] as const;

const singular = (word: string): string =>
  word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;

/** The meaningful words of a key or a description, in one spelling: `jobRoles` and "the job's role" are both job, role. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/['’]s\b/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !meaningless.has(word))
    .map(singular)
    .map((word) => sameMeaning[word] ?? word);

/** One value of the data with the words of its own key and of the keys above it. */
export type Datum = {
  readonly value: string;
  readonly keyWords: ReadonlySet<string>;
  readonly pathWords: ReadonlySet<string>;
};

const ordinal = (position: number): readonly string[] => {
  const word = ordinals[position];
  return word === undefined ? [] : [word];
};

const datum = (value: string, key: string, above: readonly string[]): Datum => {
  const words = wordsOf(key);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  return {
    value,
    keyWords: new Set(words.filter((word) => !/^\d+$/.test(word))),
    pathWords: new Set([...above, ...numbers.flatMap((number) => ordinal(Number(number) - 1))]),
  };
};

/** All texts and numbers in the data; empty values are left out. */
export const flattenData = (data: unknown, key = "", above: readonly string[] = []): readonly Datum[] => {
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean") {
    const value = String(data).replace(/\s+/g, " ").trim();
    return value === "" ? [] : [datum(value, key, above)];
  }
  if (Array.isArray(data)) {
    return data.flatMap((item: unknown, index) =>
      flattenData(item, isRecord(item) ? "" : key, [...above, ...wordsOf(key), ...ordinal(index)]),
    );
  }
  if (!isRecord(data)) return [];
  const path = [...above, ...wordsOf(key)];
  return Object.entries(data).flatMap(([name, item]) => flattenData(item, name, path));
};

/** What a message is usually made of, as far as the data holds it. */
export type Facts = {
  readonly firstName: string | undefined;
  readonly role: string | undefined;
  readonly company: string | undefined;
  readonly rep: string | undefined;
  readonly points: readonly string[];
};

const keyed = (data: readonly Datum[], ...words: readonly string[]): string | undefined =>
  data.find(({ keyWords }) => words.every((word) => keyWords.has(word)))?.value;

const isWordy = ({ value }: Datum): boolean => /\p{L}/u.test(value) && value !== "true" && value !== "false";

export const factsOf = (data: readonly Datum[]): Facts => ({
  firstName: keyed(data, "first", "name"),
  role: keyed(data, "job", "role") ?? keyed(data, "role"),
  company: keyed(data, "company", "name"),
  rep: keyed(data, "rep"),
  points: data.filter((one) => one.pathWords.has("clarification") && isWordy(one)).map(({ value }) => value),
});

/** Where the object that opens at `start` closes, or -1. */
const closingBrace = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === "\\") at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{") depth += 1;
    else if (sign === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
};

const mostTries = 50;

/** The JSON objects that stand in a text, between any other words or tags. */
export const findJson = (text: string): readonly Json[] => {
  const found: Json[] = [];
  let start = text.indexOf("{");
  for (let tries = 0; start !== -1 && tries < mostTries; tries += 1) {
    const end = closingBrace(text, start);
    const parsed = end === -1 ? undefined : parseJson(text.slice(start, end + 1));
    const hit = parsed?.ok === true && isRecord(parsed.value);
    if (hit && isRecord(parsed.value)) found.push(parsed.value);
    start = text.indexOf("{", hit ? end + 1 : start + 1);
  }
  return found;
};

const pathShare = 0.5;
const strangerPenalty = 0.3;
/** The share of a description's meaning that a value's keys must cover. */
const enough = 0.4;

/** The value whose keys share most with the description, rare words counting more; undefined when none fits. */
export const bestValue = (description: string, data: readonly Datum[]): string | undefined => {
  const wanted = [...new Set(wordsOf(description))];
  const weights = new Map(
    wanted.map((word) => {
      const users = data.filter(({ keyWords, pathWords }) => keyWords.has(word) || pathWords.has(word)).length;
      // A word that no key knows says little about which key is meant.
      return [word, Math.log(1 + (data.length + 1) / (users + 0.5)) * (users === 0 ? 0.5 : 1)];
    }),
  );
  const weightOf = (word: string): number => weights.get(word) ?? 0;
  const total = wanted.reduce((sum, word) => sum + weightOf(word), 0);
  let best: { readonly value: string; readonly score: number } | undefined;
  for (const { value, keyWords, pathWords } of data) {
    const inKey = wanted.filter((word) => keyWords.has(word));
    const inPath = wanted.filter((word) => !keyWords.has(word) && pathWords.has(word));
    const keyScore = inKey.reduce((sum, word) => sum + weightOf(word), 0);
    const pathScore = inPath.reduce((sum, word) => sum + weightOf(word), 0);
    if (keyScore + pathScore < enough * total) continue;
    const strangers = keyWords.size - inKey.length;
    const score = keyScore + pathShare * pathScore - strangerPenalty * strangers;
    if (score > 0 && (best === undefined || score > best.score)) best = { value, score };
  }
  return best?.value;
};

export const asSentence = (text: string): string => {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
};

const reason = ({ role, company }: Facts): string => {
  if (role !== undefined && company !== undefined)
    return `thank you for your interest in the ${role} role at ${company}.`;
  if (role !== undefined) return `thank you for your interest in the ${role} role.`;
  return company === undefined ? "thank you for your time." : `this is ${company}.`;
};

const question = ({ points }: Facts): string => {
  const [first, ...others] = points;
  if (first === undefined) return "Could you tell us a little more about yourself?";
  return `${[first, ...others].map(asSentence).join(" ")} Could you tell us more about ${others.length === 0 ? "this" : "these points"}?`;
};

export const composeGreeting = ({ firstName }: Facts): string => `Hello ${firstName ?? "there"}`;

/** A complete short message made of the data. */
export const composeMessage = (facts: Facts): string => {
  const signature = facts.rep ?? facts.company;
  const end = signature === undefined ? "" : ` Kind regards, ${signature}`;
  return `${composeGreeting(facts)}, ${reason(facts)} ${question(facts)}${end}`;
};

export const composeSubject = ({ role, company }: Facts): string => {
  if (role !== undefined) return `Your application: ${role}${company === undefined ? "" : ` at ${company}`}`;
  return company === undefined ? "A question for you" : `A message from ${company}`;
};

const nothingFits = "to be confirmed";

const startsLike = (nouns: string): RegExp => new RegExp(`^(?:[\\w'’-]+,? ){0,4}?(?:${nouns})\\b(?! address)`, "i");

const wholeMessage = startsLike("paragraph|message|body|text|sms|e-?mail|reply");
const oneSentence = startsLike("sentence|question|line|phrase");
const subjectLine = startsLike("subject(?: line)?");
const greeting = startsLike("greeting|salutation");
const topicOf = /\b(?:on|about|regarding|concerning|asking for|asking whether|with|of|for)\s+(.+)$/i;

const sentenceOn = (description: string, data: readonly Datum[]): string => {
  const topic = topicOf.exec(description)?.[1] ?? description;
  const value = bestValue(topic, data);
  if (value === undefined) return "Could you tell us a little more about yourself?";
  if (/[.?!]$/.test(value)) return value;
  if (/question/i.test(description)) return `Could you tell us more about ${value}?`;
  return asSentence(`we are writing about ${topic.replace(/[.,;].*$/, "")}: ${value}`);
};

/** The text that a description asks for, made of the data. */
export const textFor = (description: string, data: readonly Datum[]): string => {
  const asked = description.trim();
  if (greeting.test(asked)) return composeGreeting(factsOf(data));
  if (subjectLine.test(asked)) return composeSubject(factsOf(data));
  if (oneSentence.test(asked)) return sentenceOn(asked, data);
  if (wholeMessage.test(asked)) return composeMessage(factsOf(data));
  return bestValue(asked, data) ?? nothingFits;
};

const longestOf = (schema: Json, description: string): number => {
  const told = /(\d[\d,]*)\s+char/i.exec(description)?.[1]?.replace(/,/g, "");
  const limits = [schema.maxLength, told === undefined ? undefined : Number(told)];
  return Math.min(...limits.filter((limit): limit is number => typeof limit === "number"), Number.POSITIVE_INFINITY);
};

/** Cuts after a whole sentence if that leaves at least half, else after a whole word, else anywhere. */
const cut = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const short = text.slice(0, longest);
  const sentences = /^.*[.?!](?= |$)/.exec(short)?.[0] ?? "";
  if (sentences.length >= longest / 2) return sentences;
  const words = text[longest] === " " ? short : short.slice(0, Math.max(short.lastIndexOf(" "), 0));
  return (words === "" ? short : words).replace(/[\s,;:–-]+$/, "");
};

/** The first of the candidates that, on one line and cut to the allowed length, keeps the schema's pattern. */
export const fitText = (candidates: readonly string[], schema: Json, description: string): string | undefined => {
  const longest = longestOf(schema, description);
  const shortest = typeof schema.minLength === "number" ? schema.minLength : 1;
  const pattern = typeof schema.pattern === "string" ? new RegExp(schema.pattern, "u") : undefined;
  return candidates
    .map((text) => cut(text.replace(/\s+/g, " ").trim(), longest))
    .find((text) => text.length >= shortest && (pattern === undefined || pattern.test(text)));
};

/** Raised for a schema that the stand-in cannot fill; the message names the property. */
export type Unfillable = (path: string, why: string) => never;

export type FillContext = { readonly root: Json; readonly data: readonly Datum[]; readonly fail: Unfillable };

const deepest = 20;

const resolve = (schema: Json, { root, fail }: FillContext, path: string): Json => {
  if (typeof schema.$ref !== "string") return schema;
  if (!schema.$ref.startsWith("#")) return fail(path, `has the reference ${schema.$ref}, which is not in the schema`);
  const target = schema.$ref
    .slice(1)
    .split("/")
    .filter((step) => step !== "")
    .reduce<unknown>((held, step) => (isRecord(held) ? held[step] : undefined), root);
  return isRecord(target) ? target : fail(path, `has the reference ${schema.$ref}, which is not in the schema`);
};

const typeOf = (schema: Json): unknown => {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== "null");
  return schema.type ?? (isRecord(schema.properties) ? "object" : undefined);
};

const fillString = (schema: Json, context: FillContext, path: string, name: string): string => {
  const description = typeof schema.description === "string" ? schema.description : name;
  const candidates = [textFor(description, context.data), ...context.data.map(({ value }) => value), "1"];
  const unpatterned = schema.pattern === undefined ? candidates.slice(0, 1) : candidates;
  return (
    fitText(unpatterned, schema, description) ?? context.fail(path, "has limits that no value from the data keeps")
  );
};

/** A value for every property of the schema, from the data. */
export const fillSchema = (given: Json, context: FillContext, path = "", name = ""): unknown => {
  if (path.split(".").length > deepest) return context.fail(path, "is nested too deep");
  const schema = resolve(given, context, path);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = Array.isArray(schema.anyOf)
    ? schema.anyOf.find((one) => isRecord(one) && one.type !== "null")
    : undefined;
  if (isRecord(choice)) return fillSchema({ description: schema.description, ...choice }, context, path, name);
  switch (typeOf(schema)) {
    case "object":
      return Object.fromEntries(
        Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(([key, child]) => [
          key,
          isRecord(child) ? fillSchema(child, context, path === "" ? key : `${path}.${key}`, key) : null,
        ]),
      );
    case "array": {
      const length = typeof schema.minItems === "number" ? Math.max(schema.minItems, 1) : 1;
      const items = schema.items;
      return isRecord(items) ? Array.from({ length }, () => fillSchema(items, context, `${path}.items`, name)) : [];
    }
    case "string":
      return fillString(schema, context, path, name);
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 1;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return context.fail(path, `has the type ${String(schema.type)}, which the local stand-in cannot fill`);
  }
};

export type ComposedAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** All descriptions in a schema: data that merely repeats them (the list of variables, say) is no data. */
const descriptionsIn = (schema: unknown): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap(descriptionsIn);
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([key, child]) =>
    key === "description" && typeof child === "string" ? [child] : descriptionsIn(child),
  );
};

const fill = (schema: Json, texts: readonly string[]): ComposedAnswer => {
  const descriptions = new Set(descriptionsIn(schema).map((text) => text.replace(/\s+/g, " ").trim()));
  const data = texts
    .flatMap(findJson)
    .flatMap((one) => flattenData(one))
    .filter(({ value }) => !descriptions.has(value));
  const problems: string[] = [];
  const stopped = Symbol("unfillable");
  const fail = (path: string, why: string): never => {
    problems.push(`The local stand-in cannot fill this schema: '${path}' ${why}.`);
    throw stopped;
  };
  try {
    return { ok: true, text: JSON.stringify(fillSchema(schema, { root: schema, data, fail })) };
  } catch (error) {
    if (error !== stopped) throw error;
    return { ok: false, message: problems.join(" ") };
  }
};

/** What the assistant says: variables for a schema, or a message, both made of the JSON data found in the texts. */
export const composeAnswer = (format: ResponseFormat, texts: readonly string[]): ComposedAnswer =>
  format.type === "json_schema"
    ? fill(format.schema, texts)
    : { ok: true, text: composeMessage(factsOf(texts.flatMap(findJson).flatMap((one) => flattenData(one)))) };
