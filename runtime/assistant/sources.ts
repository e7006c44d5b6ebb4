import * as R from "fp-ts/ReadonlyRecord";
import { isJsonObject } from "../codec/json";
import type { ChannelSetup, Origin, Source } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import { type IsGiven, isMailbox, linksOf, strangeLink } from "./links";
import { hasStrangeCode } from "./marks";
import { hasStrangeNumber, type KnownNumbers, numbersOf } from "./numbers";
import { inOneAlphabet, plainForm, withDigits, withoutSpelling } from "./plain-form";
import { descriptionOf, detailsOf, type Rule } from "./prompt";

/** What a message is written from, by its origin; `descriptions` are those of the variables. */
export type Sources = Readonly<Record<Origin | "descriptions", unknown>>;

/** The request's data, the company's names and senders, and the project's own instructions. */
export const sourcesOf = (
  { request, company }: Message,
  { assistant, sender }: Pick<ChannelSetup, "assistant" | "sender">,
): Sources => {
  const { companyName, projectName, representative } = detailsOf(company);
  return {
    project_data: request.projectData,
    recipient_data: request.recipient,
    company_name: companyName,
    project_name: projectName,
    company_rep: representative,
    sender: [sender, company.channelConfig],
    instructions: assistant.instructions,
    descriptions: Object.values(assistant.content_variables).map(descriptionOf),
  };
};

/** A list of so many numbers or short texts may be quoted as a whole. */
const LONGEST_LIST = 500;

const isScalar = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

const asList = (items: readonly unknown[]): readonly string[] =>
  items.length > 1 && items.length <= LONGEST_LIST && items.every(isScalar) ? [items.join("; ")] : [];

/** Every text and number within a value, names of fields included. */
const textsIn = (value: unknown): readonly string[] => {
  if (isScalar(value)) return [String(value)];
  if (Array.isArray(value)) return [...value.flatMap(textsIn), ...asList(value)];
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)]) : [];
};

/** The values of a field, of every item where lists are on its way. */
const valuesAt = (value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] => {
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, [name, ...rest]));
  return isJsonObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
};

const textsOf = (sources: Sources, source: Source): readonly string[] => {
  if (source === "none") return [];
  return textsIn(
    source === "data"
      ? R.toEntries(sources).map(([, value]) => value)
      : source.flatMap((field) => valuesAt(sources, field.split("."))),
  );
};

/** What a variable may quote; each part is worked out once, when it is first asked for. */
export type Quotable = {
  readonly source: () => string;
  readonly links: () => IsGiven;
  readonly numbers: () => KnownNumbers;
};

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Between two texts neither a number nor an address goes on. */
const BARRIER = "\n x \n";

/** What may be quoted from the sources, by where a variable says that it comes from. */
export const quotableFrom = (sources: () => Sources): ((source: Source) => Quotable) => {
  const all = once(sources);
  const byName = new Map<string, Quotable>();
  const make = (source: Source): Quotable => {
    const text = once(() => plainForm(textsOf(all(), source).join(BARRIER)));
    return { source: text, links: once(() => linksOf(text())), numbers: once(() => numbersOf(text())) };
  };
  return (source) => {
    const name = JSON.stringify(source);
    const found = byName.get(name) ?? make(source);
    byName.set(name, found);
    return found;
  };
};

type Judge = (text: string, quotable: Quotable) => string | undefined;

/** Read twice: as a program makes links of it, and as a person reads it. */
const link: Judge = (text, { links }) => {
  const found = strangeLink(text, links) ?? strangeLink(withoutSpelling(inOneAlphabet(text)), links);
  if (found === undefined) return undefined;
  return isMailbox(found) ? "an email address" : "a link";
};

const number: Judge = (text, { numbers }) =>
  hasStrangeNumber(withDigits(text), numbers) ? "a telephone or long number" : undefined;

const code: Judge = (text, { source }) =>
  hasStrangeCode(text, source) ? "a name or code to dial or pay to" : undefined;

const anyDigit = (text: string): string | undefined => (/\d/.test(withDigits(text)) ? "a number" : undefined);

const where = (source: Source): string => {
  if (source === "none") return "and may hold none";
  return source === "data" ? "that is not in the data" : `that is not in ${source.join(", ")}`;
};

const judged = (judge: Judge, text: string, source: Source, quotable: (source: Source) => Quotable) => {
  const what = judge(text, quotable(source));
  return what === undefined ? undefined : `${what} ${where(source)}`;
};

/** What a text holds that a rule does not let it quote: the first link, number or code of another origin, in words that quote nothing of it. */
export const strangeWords = (
  text: string,
  { links, numbers }: Rule,
  quotable: (source: Source) => Quotable,
): string | undefined => {
  const plain = plainForm(text);
  const digit = numbers === "none" ? anyDigit(plain) : undefined;
  return (
    judged(link, plain, links, quotable) ??
    (digit === undefined ? judged(number, plain, numbers, quotable) : `${digit} ${where(numbers)}`) ??
    judged(code, plain, links, quotable)
  );
};
