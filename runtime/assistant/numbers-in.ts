/** Digits with at most three marks between one and the next. */
const RUN = /\d(?:[\s.,:()/_*·•~−\p{Pd}]{0,3}\d)*/gu;

/** Digits that make a number of its own long, and that make several, written side by side, a telephone number. */
const LONG_NUMBER = 5;
const LONG_RUN = 7;

/** Marks of a date or time, an amount, a year: nobody dials them. */
const YEAR = "(?:19|20)\\d\\d";
const DATE = `(?:${YEAR}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:${YEAR}|\\d\\d))`;
const TIME = "(?:[01]?\\d|2[0-3])[:.][0-5]\\d(?::[0-5]\\d)?";
const AMOUNT = "(?:[1-9]\\d{0,2}(?:,\\d{3})+|[1-9]\\d{0,3}|0)\\.\\d\\d|[1-9]\\d{0,2}(?:,\\d{3})+";
const PIECE = `(?:${DATE}|${TIME}|${AMOUNT}|${YEAR})`;
const ORDINARY = new RegExp(`^${PIECE}(?:[\\s,/\\p{Pd}]{1,3}${PIECE}){0,3}$`, "u");

/** Without the trunk prefix that some write beside a country's code: +44 (0)7400. */
const digitsOf = (run: string): string => run.replace("(0)", "").replace(/\D/g, "");

const piecesOf = (run: string): readonly string[] => run.split(/\D+/);

/** The runs of digits in a comparable text. */
export const runsIn = (text: string): readonly string[] => text.match(RUN) ?? [];

/** Whether a run of digits may be a telephone number, an account or a code. */
export const isLong = (run: string): boolean =>
  !ORDINARY.test(run) &&
  (digitsOf(run).length >= LONG_RUN || piecesOf(run).some(({ length }) => length >= LONG_NUMBER));

/** Digits of a country's code (E.164). */
const LONGEST_PREFIX = 3;

const isSameBut = (longer: string, shorter: string): boolean =>
  shorter.length >= LONG_NUMBER && longer.endsWith(shorter) && longer.length - shorter.length <= LONGEST_PREFIX;

const withoutTrunk = (digits: string): string => digits.replace(/^0+/, "");

const isSame = (one: string, other: string): boolean => {
  const [short, long] = [one, other].map(withoutTrunk).sort((a, b) => a.length - b.length);
  return one === other || isSameBut(long ?? "", short ?? "");
};

/** Whether a run is one of the known ones, however it is written and with or without a country's code. */
export const isKnownRun = (run: string, known: readonly string[]): boolean => {
  const digits = digitsOf(run);
  if (known.some((other) => isSame(digits, digitsOf(other)))) return true;
  const pieces = new Set(known.flatMap(piecesOf));
  return piecesOf(run).every((piece) => piece.length > 2 && pieces.has(piece));
};
