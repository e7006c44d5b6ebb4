import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";
import { foundIn, LONG_NUMBER, SHORTEST_GROUP, shortGroup } from "./asked-numbers";
import type { IsKnown, Run } from "./number-pieces";
import { isReadable, isTooLong, type Row, rowOf, withKnown } from "./ordinary-numbers";

/** Texts around a run that say what it is: a currency, a plus. */
const AROUND = 8;

/** Without the trunk prefix that some write beside a country's code: +44 (0)7400. */
const withoutTrunk = (text: string): string =>
  text.includes("(0)") ? text.replace(/(?<=\+\d{1,3}\s?)\(0\)\s?/g, "") : text;

/** With the hour's letter as a colon: 14h30, 14 u 30. */
const withColons = (text: string): string => text.replace(/(?<![\d.,])(\d{1,2})\s?[hHuU]\s?(?=[0-5]\d(?!\d))/g, "$1:");

/** A text as numbers are read from it. */
const prepared = (text: string): string => withColons(withoutTrunk(text));

/** Groups of digits with nothing but marks between one and the next. */
const RUN = /\d+(?:[^\p{L}\p{N}]{1,8}\d+)*/gu;

const runOf = (text: string, [run]: RegExpExecArray, start: number): Run => {
  const groups = [...run.matchAll(/\d+/g)];
  const end = start + run.length;
  return {
    text: run,
    starts: groups.map(({ index }) => index),
    digits: groups.map(([digits]) => digits),
    joined: run.replace(/\D+/g, ""),
    before: text.slice(Math.max(0, start - AROUND), start),
    after: text.slice(end, end + AROUND),
  };
};

/** Digits that make several, side by side, a telephone number, and so many single ones a code. */
const LONG_RUN = 7;
const SINGLE_DIGITS = 5;
/** As a bank writes its branch. */
const SORT_CODE = /(?<!\d)\d\d-\d\d-\d\d(?!\d)/;

/** Whether a run of digits may be a telephone number, an account or a code. */
const isLong = (run: string): boolean => {
  const count = run.replace(/\D+/g, "").length;
  return count >= LONG_RUN || SORT_CODE.test(run) || /\d{5}/.test(run) || (count >= SINGLE_DIGITS && !/\d\d/.test(run));
};

const withoutZeros = (digits: string): string => (digits.startsWith("0") ? digits.replace(/^0+/, "") : digits);

const COUNTRY_CODES: ReadonlySet<string> = new Set(
  getCountries().map((country) => String(getCountryCallingCode(country))),
);

/** E.164: no country's code is the beginning of another's. */
const countryCodeOf = (digits: string): string | undefined =>
  [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => COUNTRY_CODES.has(code));

/** Digits of a country's code, and of the prefix before it: 00, 011. */
const LONGEST_CODE = 6;

/** What is dialled before a number within its country, where that is no nought (ITU, "Dialling procedures"). */
const TRUNK: Readonly<Record<string, string>> = {
  "7": "8",
  "36": "6",
  "52": "1",
  "370": "8",
  "375": "8",
  "992": "8",
  "993": "8",
};

/** Digits of numbers that may be quoted. */
export type KnownNumbers = {
  /** Single groups of five digits or more, as they are written. */
  readonly groups: ReadonlySet<string>;
  /** Those of three and four, by `shortGroup`. */
  readonly short: Uint8Array;
  /** Whole numbers without marks and leading noughts, and without their country's code where they have one. */
  readonly whole: ReadonlySet<string>;
  readonly national: ReadonlySet<string>;
  /** Codes of the countries of these numbers. */
  readonly countries: readonly string[];
  /** Digits of the longest number, with a country's code before it. */
  readonly longest: number;
};

/** What stands apart from its neighbours within a run: what commas and breaks part, and dashes with spaces, times, a plus. */
const STOPS = /[,;|\n\r\t]/;
const APART = /\s[/\p{Pd}]\s|\d{1,2}:\d\d(?::\d\d)?(?!\d)|[\s,]\(?(?=\+)/u;

const partsOf = (run: string): readonly string[] =>
  run
    .split(STOPS)
    .filter(({ length }) => length >= LONG_NUMBER)
    .flatMap((part) => (APART.test(part) ? part.split(APART) : [part]));

/** Digits of the shortest number with its country's code. */
const SHORTEST_INTERNATIONAL = 8;

const isInternational = (before: string, digits: string): boolean =>
  digits.length >= SHORTEST_INTERNATIONAL && (digits.startsWith("00") || /\+\(?$/.test(before));

const ARGENTINA = "54";

/** Mobile numbers have a 9 before their area from abroad, and a 15 behind it at home; areas have two to four digits. */
const argentinian = (number: string): readonly string[] => [
  number,
  ...[2, 3, 4].map((area) => `${number.slice(0, area)}15${number.slice(area)}`),
];

const inNational = (digits: string): readonly string[] => {
  const country = countryCodeOf(digits);
  if (country === undefined) return [];
  const rest = withoutZeros(digits.slice(country.length));
  const trunk = TRUNK[country];
  if (country === ARGENTINA && rest.startsWith("9")) return [rest, ...argentinian(rest.slice(1))];
  return trunk === undefined ? [rest] : [rest, trunk + rest];
};

/** Countries whose codes may be put before a number of the sources, and how many numbers are looked at for them. */
const MOST_COUNTRIES = 20;
const MOST_LOOKED_AT = 500;
const INTERNATIONAL = /(?:\+\(?|(?<!\d)00)(?=[1-9](?:[\s().-]?\d){7})(\d{1,3})/g;

const countriesIn = (text: string): readonly string[] => {
  const found = new Set<string>();
  let looked = 0;
  for (const [, digits = ""] of text.matchAll(INTERNATIONAL)) {
    const country = countryCodeOf(digits);
    if (country !== undefined) found.add(country);
    looked += 1;
    if (found.size >= MOST_COUNTRIES || looked >= MOST_LOOKED_AT) break;
  }
  return [...found];
};

/** The numbers of the sources that end like one of those that are asked for. */
export const numbersOf = (source: string, asked: Uint8Array): KnownNumbers => {
  const groups = new Set<string>();
  const whole = new Set<string>();
  const national = new Set<string>();
  let longest = 0;
  const add = (before: string, written: string): void => {
    if (written.length < LONG_NUMBER) return;
    const digits = withoutZeros(written);
    whole.add(digits);
    longest = Math.max(longest, written.length + LONGEST_CODE);
    if (isInternational(before, written)) for (const number of inNational(digits)) national.add(number);
  };
  const text = withoutTrunk(source);
  const { runs, short } = foundIn(text, asked);
  for (const [run, isWhole] of runs) {
    const before = run.startsWith("+") ? "+" : "";
    for (const group of run.match(/\d{5,}/g) ?? []) groups.add(group);
    if (isWhole) add(before, run.replace(/\D+/g, ""));
    for (const part of partsOf(run)) add(part.trim().startsWith("+") ? "+" : before, part.replace(/\D+/g, ""));
  }
  return { groups, short, whole, national, countries: countriesIn(text), longest };
};

/** Whether digits that stand together are one of the known numbers, with or without the code of its country. */
const isKnown =
  ({ groups, short, whole, national, countries, longest }: KnownNumbers): IsKnown =>
  (written, isOneGroup, plus) => {
    if (written.length < SHORTEST_GROUP) return false;
    if (written.length < LONG_NUMBER) return isOneGroup && short[shortGroup(written.length, Number(written))] === 1;
    if (isOneGroup && groups.has(written)) return true;
    if (written.length > longest) return false;
    const digits = withoutZeros(written);
    if (whole.has(digits) || (!plus && national.has(digits))) return true;
    return countries.some((code) => {
      if (!digits.startsWith(code)) return false;
      const rest = withoutZeros(digits.slice(code.length));
      return rest.length >= LONG_NUMBER && (whole.has(rest) || national.has(rest));
    });
  };

/** What a standard is called: ISO 14001. */
const STANDARD = /(?<!\p{L})(?:ISO|IEC|EN|DIN|BS|ASTM|ГОСТ)[\s-]$/u;
const isStandard = ({ before, digits }: Run): boolean => STANDARD.test(before) && digits.length === 1;

/** The rows of digits in a plain text that are long, and no dates, times, sums or lists of such: what must be known. */
export const rowsIn = (given: string): readonly Row[] => {
  const text = prepared(given);
  return [...text.matchAll(RUN)]
    .filter(([run]) => isLong(run))
    .map((match) => runOf(text, match, match.index))
    .filter((run) => !isStandard(run))
    .map(rowOf)
    .filter((row) => !isReadable(row));
};

/** Whether all rows are made of known numbers, and of what is ordinary. */
export const areKnown = (rows: readonly Row[], known: () => KnownNumbers): boolean =>
  !rows.some(isTooLong) && rows.every((row) => isReadable(withKnown(row, isKnown(known()))));
