/** Groups of digits in a row: where each begins in their text, and what stands around them. */
export type Run = {
  readonly text: string;
  readonly starts: readonly number[];
  readonly digits: readonly string[];
  /** All of them without what stands between. */
  readonly joined: string;
  readonly before: string;
  readonly after: string;
};

export type Kind = "known" | "group" | "date" | "clock" | "year" | "amount" | "count" | "number";

/** Some groups that belong together. */
export type Piece = {
  readonly kind: Kind;
  /** How many there are. */
  readonly groups: number;
  /** Its place among its kind: of a clock the minutes since midnight. */
  readonly value: number;
  /** The digits of a sum that say something. */
  readonly weight: number;
  /** How many short numbers of the sources it is made of. */
  readonly parts: number;
};

const DATE = /(\d{1,4})([-/.]|\.\s)(\d{1,2})\2(\d{1,4})(?!\d)/y;
const DAY_AND_MONTH = /(\d{1,2})(?:[-/.]|\.\s)(\d{1,2})(?!\d)/y;
const MONTH_AND_YEAR = /(\d{1,2}|\d{4})[-/.]\s?(\d{4}|\d{1,2})(?!\d)/y;
const CLOCK = /(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?!:?\d)/y;
const GROUPED = /[1-9]\d{0,2}([,.'’´\s])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?(?!\d)/y;
const LAKHS = /[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d{1,2})?(?!\d)/y;
const DECIMAL = /(?:[1-9]\d{0,3}|0)[.,]\d{1,3}(?!\d)/y;

const isDayAndMonth = (one: number, other: number): boolean =>
  Math.min(one, other) >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;

/** Years of the calendars in use: the Gregorian, and the Persian, Islamic and Buddhist one. */
const isYear = (year: number): boolean =>
  (year >= 1900 && year <= 2100) || (year >= 1380 && year <= 1480) || (year >= 2540 && year <= 2600);

const isYearOfDate = (text: string): boolean => (text.length === 4 ? isYear(Number(text)) : text.length === 2);

/** Digits that say something: the noughts at the end of a round sum do not. */
const significant = (text: string): number =>
  text
    .replace(/[.,]\d{1,2}$/, "")
    .replace(/\D/g, "")
    .replace(/0+$/, "").length;

/** The same with the decimals that are no noughts. */
const spoken = (text: string): number => text.replace(/\D/g, "").replace(/0+$/, "").length;

/** More than that is no sum that anybody works out, but a number in a sum's clothes. */
const LONGEST_SUM = 6;

/** Year, month and day in one of their orders. */
const dateIn = ([, one = "", , two = "", three = ""]: RegExpExecArray): boolean => {
  if (one.length === 4) return isYear(Number(one)) && isDayAndMonth(Number(two), Number(three));
  if (one.length > 2) return false;
  const yearLast = isYearOfDate(three) && isDayAndMonth(Number(one), Number(two));
  return yearLast || (one.length === 2 && three.length <= 2 && isDayAndMonth(Number(two), Number(three)));
};

const monthIn = ([, one = "", two = ""]: RegExpExecArray): boolean => {
  const [month, year] = one.length === 4 ? [two, one] : [one, two];
  return year.length === 4 && month.length < 3 && isYear(Number(year)) && isDayAndMonth(Number(month), 1);
};

/** Minutes since midnight. */
const minutesIn = ([, hour, minute, second = "0"]: RegExpExecArray): number | undefined =>
  Number(hour) <= 24 && Number(minute) < 60 && Number(second) < 60
    ? Number(hour) * 60 + Number(minute) + Number(second) / 60
    : undefined;

type Reading = {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** How great it is among its kind; undefined for what only looks like one. */
  readonly orderOf: (match: RegExpExecArray) => number | undefined;
};

const reading = (kind: Kind, pattern: RegExp, orderOf: Reading["orderOf"]): Reading => ({ kind, pattern, orderOf });
const withoutOrder =
  (accepts: (match: RegExpExecArray) => boolean) =>
  (match: RegExpExecArray): number | undefined =>
    accepts(match) ? 0 : undefined;
const asNumber = ([text]: RegExpExecArray): number => Number(text);
const isSum = withoutOrder(([text]) => significant(text) <= LONGEST_SUM);

const READINGS: readonly Reading[] = [
  reading("date", DATE, withoutOrder(dateIn)),
  reading(
    "date",
    DAY_AND_MONTH,
    withoutOrder(([, one, two]) => isDayAndMonth(Number(one), Number(two))),
  ),
  reading("date", MONTH_AND_YEAR, withoutOrder(monthIn)),
  reading("clock", CLOCK, minutesIn),
  reading("amount", GROUPED, isSum),
  reading("amount", LAKHS, isSum),
  reading("amount", DECIMAL, () => 0),
  reading("year", /\d{4}(?!\d)/y, (match) => (isYear(asNumber(match)) ? asNumber(match) : undefined)),
  reading("count", /\d{1,2}(?!\d)/y, asNumber),
  reading("number", /[1-9]\d{2,3}(?!\d)/y, asNumber),
];

const groupsIn = (text: string): number => text.match(/\d+/g)?.length ?? 0;

/** Digits of the longest number that is looked up (E.164 has 15, an account up to 30). */
const LONGEST_KNOWN = 34;

/** Groups of the same, where it is told digit by digit. */
const MOST_GROUPS = 15;

/** Digits from which on a number stands for itself. */
const LONG = 5;

/** Whether digits, of one group or several, with a plus before them or not, are a number of the sources. */
export type IsKnown = (digits: string, isOneGroup: boolean, plus: boolean) => boolean;

const isPlusAt = ({ text, starts, before }: Run, at: number): boolean => {
  const start = starts[at] ?? 0;
  return /\+\(?$/.test(start === 0 ? before : text.slice(Math.max(0, start - 2), start));
};

/** What stands before the group at a place. */
export const gapBefore = ({ text, starts, digits }: Run, at: number): string =>
  text.slice((starts[at - 1] ?? 0) + (digits[at - 1]?.length ?? 0), starts[at]);

/** Marks that part items of a list: a number of the sources that has them within is as good as several. */
const PARTING = /[,;|•·~+\u{1f000}-\u{1ffff}]|\s[/\p{Pd}]\s/u;

const given = (run: Run, at: number, end: number, length: number): Piece => {
  const isParted = run.digits.slice(at + 1, end).some((_, n) => PARTING.test(gapBefore(run, at + 1 + n)));
  return {
    kind: length < LONG || isParted ? "group" : "known",
    groups: end - at,
    value: 0,
    weight: 0,
    parts: isParted ? 2 : 1,
  };
};

/** Numbers of the sources that a run can be read as from the group at a place on, whose digits begin with the `first` of all. */
export const knownAt = (run: Run, at: number, first: number, isKnown: IsKnown): readonly Piece[] => {
  const found: Piece[] = [];
  const plus = isPlusAt(run, at);
  let length = 0;
  const last = Math.min(run.digits.length, at + MOST_GROUPS);
  for (let end = at + 1; end <= last; end += 1) {
    length += run.digits[end - 1]?.length ?? 0;
    if (length > LONGEST_KNOWN) break;
    if (!isKnown(run.joined.slice(first, first + length), end === at + 1, plus)) continue;
    found.push(given(run, at, end, length));
    const decimals = run.digits[end] ?? "";
    const hasDecimals = decimals.length > 0 && decimals.length < 3 && /^[.,]$/.test(gapBefore(run, end));
    if (hasDecimals) found.push({ kind: "known", groups: end + 1 - at, value: 0, weight: 0, parts: 1 });
  }
  return found;
};

/** What a run can be read as from the group at a place on, wherever it comes from: a date, a time, a sum. */
export const ordinaryAt = (run: Run, at: number): readonly Piece[] =>
  READINGS.flatMap(({ kind, pattern, orderOf }) => {
    pattern.lastIndex = run.starts[at] ?? 0;
    const match = pattern.exec(run.text);
    const value = match === null ? undefined : orderOf(match);
    if (match === null || value === undefined) return [];
    return [{ kind, groups: groupsIn(match[0]), value, weight: kind === "amount" ? spoken(match[0]) : 0, parts: 0 }];
  });
