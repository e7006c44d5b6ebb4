import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CountryCode, getExampleNumber, type PhoneNumber } from "libphonenumber-js";
import examples from "libphonenumber-js/mobile/examples";
import type { JsonObject } from "../../../runtime/codec/json";
import type { Written } from "./corpus";
import { formats, lists, sums, texts } from "./honest-by-locale.json";

/** A locale, its currency, the country of its telephone numbers, and a sentence that a message might have in its language. */
type Locale = Readonly<Record<"tag" | "currency" | "country" | "frame", string>>;

/** A line each. */
export const locales: readonly Locale[] = readFileSync(join(__dirname, "locales.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [facts = "", frame = ""] = line.split("|");
    const [tag = "", currency = "", country = ""] = facts.split(" ");
    return { tag, currency, country, frame };
  });

/** As given in a request, before anything is written. */
const data = (number: PhoneNumber | undefined): JsonObject => ({
  at: "2026-12-24T14:00:00Z",
  slots: ["10:00", "11:30", "13:00", "14:30", "16:00"],
  salary: { min: 25_000, max: 30_000, exact: 1_234_567 },
  wage: { min: 12.5, max: 13.75 },
  tel: number?.number ?? "+447400999888",
  reference: "HC-2026-004417",
  link: "https://jobs.example/a?id=7",
});

/** A day and time of December 2026: 24T14:30; its days go on after the 31st. */
const dateOf = (text: string): Date => {
  const [day = 0, hour = 0, minute = 0] = text.split(/[T:]/).map(Number);
  return new Date(Date.UTC(2026, 11, day, hour, minute));
};

type Formatted = (values: readonly string[]) => string;

const dates = ({ tag }: Locale, style: object): Formatted => {
  const date = new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...style });
  return ([from = "", to]) =>
    to === undefined ? date.format(dateOf(from)) : date.formatRange(dateOf(from), dateOf(to));
};

const numbers = ({ tag, currency }: Locale, style: object): Formatted => {
  const number = new Intl.NumberFormat(tag, { currency, ...style });
  return ([from, to]) =>
    to === undefined ? number.format(Number(from)) : number.formatRange(Number(from), Number(to));
};

/** Formats take long to make, and write hundreds of values. */
const made = new Map<string, Formatted>();

const formatted = (locale: Locale, name: keyof typeof formats, values: string): string => {
  const kind = values.includes("T") ? dates : numbers;
  const key = `${locale.tag} ${locale.currency} ${name} ${kind.name}`;
  const format = made.get(key) ?? kind(locale, formats[name]);
  made.set(key, format);
  return format(values.split("|"));
};

/** Puts in the place of {format|value} and {format|from|to} what is written there in a locale. */
const written = (locale: Locale, template: string): string =>
  template.replace(/\{([^|}]+)\|([^}]+)\}/g, (_, name: keyof typeof formats, values: string) =>
    formatted(locale, name, values),
  );

const listsIn = (locale: Locale): readonly string[] =>
  lists
    .map((items) => items.map((item) => written(locale, item)))
    .flatMap((items) => [
      ...(["conjunction", "disjunction", "unit"] as const).map((type) =>
        new Intl.ListFormat(locale.tag, { type }).format(items),
      ),
      ...[", ", " / ", "; "].map((mark) => items.join(mark)),
    ])
    /** In Chinese a list of measures has nothing between its items, which nobody does with numbers. */
    .filter((text) => !/\d{5,}|\d\/\d+\/\d/.test(text));

const numbersIn = (locale: Locale, number: PhoneNumber | undefined): readonly string[] => {
  if (number === undefined) return ["HC-2026-004417", "004417"];
  const forms = [number.formatNational(), number.formatInternational(), number.number];
  const all = [...forms, number.format("IDD", { fromCountry: "GB" })];
  const besides = all.flatMap((one) => [`${one}, 9-5`, written(locale, `${one} - {time|1T14:30}`), `(${one})`]);
  return [...all, ...besides, "HC-2026-004417", "004417"];
};

const inFormats = (locale: Locale, templates: readonly string[]): readonly string[] =>
  sums.formats.flatMap((name) => templates.map((one) => written(locale, one.replaceAll("{|", `{${name}|`))));

const writtenIn = (locale: Locale): readonly Written[] => {
  const number = getExampleNumber(locale.country as CountryCode, examples);
  const given = data(number);
  const kinds: Readonly<Record<string, readonly string[]>> = {
    ...Object.fromEntries(
      Object.entries(texts).map(([kind, templates]) => [kind, templates.map((one) => written(locale, one))]),
    ),
    amounts: inFormats(locale, sums.amounts),
    "ranges of amounts": inFormats(locale, sums["ranges of amounts"]),
    lists: listsIn(locale),
    "known numbers": numbersIn(locale, number),
  };
  return Object.entries(kinds).flatMap(([kind, all]) =>
    all
      .flatMap((text) => [locale.frame.replace("{}", text), text])
      .map((text) => ({ kind, text, data: given, channel: "whatsapp" })),
  );
};

/** What people of many places write of dates, times, sums, lists, hours and numbers that they were given. */
export const honestByLocale: readonly Written[] = locales.flatMap(writtenIn);
