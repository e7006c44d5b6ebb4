import { isJsonObject } from "../codec/json";
import type { ChannelSetup, Origin, Source } from "../company/channel-setup";
import type { Message } from "../conversation/message";
import { tailsOf } from "./asked-numbers";
import { type IsGiven, linksOf } from "./links";
import { type KnownNumbers, numbersOf } from "./numbers";
import type { Row } from "./ordinary-numbers";
import { plainForm } from "./plain-form";
import { descriptionOf, detailsOf } from "./prompt";

/** What a message is written from, by its origin; `descriptions` are those of the variables. */
export type Sources = Readonly<Record<Origin | "descriptions", unknown>>;

/** The company's names and senders, the recipient, the request's data, and the project's own instructions. */
export const sourcesOf = (
  { request, company }: Message,
  { assistant, sender }: Pick<ChannelSetup, "assistant" | "sender">,
): Sources => {
  const { companyName, projectName, representative } = detailsOf(company);
  return {
    sender: [sender, company.channelConfig],
    recipient_data: request.recipient,
    company_name: companyName,
    project_name: projectName,
    company_rep: representative,
    project_data: request.projectData,
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
    source === "data" ? Object.values(sources) : source.flatMap((field) => valuesAt(sources, field.split("."))),
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

/** What an answer with some rows of digits may quote from the sources, by where a variable says that it comes from. */
export const quotableFrom = (sources: () => Sources, rows: () => readonly Row[]): ((source: Source) => Quotable) => {
  const all = once(sources);
  const tails = once(() => tailsOf(rows()));
  const byName = new Map<string, Quotable>();
  const make = (source: Source): Quotable => {
    const text = once(() => plainForm(textsOf(all(), source).join(BARRIER)));
    return { source: text, links: once(() => linksOf(text())), numbers: once(() => numbersOf(text(), tails())) };
  };
  return (source) => {
    const name = JSON.stringify(source);
    const found = byName.get(name) ?? make(source);
    byName.set(name, found);
    return found;
  };
};
