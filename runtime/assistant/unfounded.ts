/** Endings that make a spelt-out or spaced-out address one: `example dot com`. */
const PLAIN_ENDINGS = "com|net|org|info|biz|io|co|uk|me|app|xyz|ly|link|site|online|shop|top";

const SPACED_OUT_DOT = new RegExp(`\\s(?:\\.|dot\\s)\\s?(?=(?:${PLAIN_ENDINGS})(?![\\p{L}\\p{N}]))`, "giu");

/** Every script's decimal digits stand in a row from nought to nine. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  const isDigit = (at: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(at));
  let value = 0;
  while (value < 9 && isDigit(code - value - 1)) value += 1;
  return String(value);
};

/**
 * A text with what makes the same address or number look different taken away: width and style of letters, invisible
 * characters, lookalikes of `.`, `/` and `:`, `[.]` and `(at)`, digits of other scripts.
 */
const comparableText = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Me}]/gu, "")
    .replace(/\.{2,}/g, " ")
    .replace(/(?<=[a-z0-9-])。(?=[a-z0-9])/gi, ".")
    .replace(/[⁄∕⧸]/g, "/")
    .replace(/[∶ː꞉]/g, ":")
    .replace(/[[({]\s?(?:\.|dot)\s?[\])}]/gi, ".")
    .replace(/[[({]\s?(?:@|at)\s?[\])}]/gi, "@")
    .replace(SPACED_OUT_DOT, ".")
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit);

/** What stands between spaces, quotes and brackets. */
const WORD = /[^\s"“”„«»'‘’`´<>(){}[\]|\\,;]+/gu;

/** From its first letter or digit to its last one, so that marks around a word make no difference. */
const CORE = /[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/su;

const SCHEME = /^[a-z][a-z0-9+-]*:\/\//i;
const OTHER_SCHEMES = /^(?:mailto|tel|sms|javascript|data|whatsapp|skype|intent|market):/i;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Two letters or more; texts in scripts without spaces put letters after a full stop, too, and are left alone. */
const ENDING =
  /^(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}])\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$/iu;

/** After a single letter an ending may be an abbreviation's (B.Sc), unless it is one of these. */
const ENDINGS_AFTER_ONE_LETTER = new Set([
  "com",
  "co",
  "me",
  "net",
  "org",
  "io",
  "ly",
  "gg",
  "cc",
  "to",
  "link",
  "app",
]);

const isDomain = (labels: readonly string[], hasPath: boolean): boolean =>
  labels.some((label, at) => {
    const before = labels[at - 1] ?? "";
    if (before === "") return false;
    if (!ENDING.test(label)) return hasPath && /^\p{L}{2}/u.test(label);
    return hasPath || before.length > 1 || ENDINGS_AFTER_ONE_LETTER.has(label.toLowerCase());
  });

const isLink = (word: string): boolean =>
  SCHEME.test(word) ||
  OTHER_SCHEMES.test(word) ||
  word.split(/[^\p{L}\p{M}\p{N}.-]+/u).some((part) => IPV4.test(part) || isDomain(part.split("."), word.includes("/")));

/** Scheme and `www.` make no other address; only the path tells capitals from small letters. */
const normalised = (word: string): string =>
  word
    .replace(/^https?:\/\//i, "")
    .replace(/^www\./i, "")
    .replace(/^[^/?#]+/, (host) => host.toLowerCase());

/** The addresses in a comparable text, of pages and of mailboxes; whatever a telephone might make a link of counts. */
const linksIn = (text: string): readonly string[] =>
  (text.match(WORD) ?? [])
    .map((word) => CORE.exec(word)?.[0] ?? "")
    .filter(isLink)
    .map(normalised);

const isMailbox = (link: string): boolean => link.includes("@");

/** A link's host alone. */
const hostOf = (link: string): string => /^[^/?#]+/.exec(link)?.[0] ?? "";

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
const runsIn = (text: string): readonly string[] => text.match(RUN) ?? [];

/** Whether a run of digits may be a telephone number, an account or a code. */
const isLong = (run: string): boolean =>
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
const isKnownRun = (run: string, known: readonly string[]): boolean => {
  const digits = digitsOf(run);
  if (known.some((other) => isSame(digits, digitsOf(other)))) return true;
  const pieces = new Set(known.flatMap(piecesOf));
  return piecesOf(run).every((piece) => piece.length > 2 && pieces.has(piece));
};

/** Kinds of content that a message may only quote. */
type Unfounded = "a link" | "an email address" | "a telephone or long number";

/** A source's own links may be quoted whole, or by their host alone. */
const quotableLinks = (sources: readonly string[]): ReadonlySet<string> => {
  const known = sources.flatMap(linksIn);
  return new Set([...known, ...known.filter((link) => !isMailbox(link)).map(hostOf)]);
};

const strangeLink = (links: readonly string[], sources: readonly string[]): Unfounded | undefined => {
  const quotable = quotableLinks(sources);
  const strange = links.find((link) => !quotable.has(link));
  if (strange === undefined) return undefined;
  return isMailbox(strange) ? "an email address" : "a link";
};

const strangeNumber = (runs: readonly string[], sources: readonly string[]): Unfounded | undefined => {
  const known = sources.flatMap(runsIn);
  return runs.every((run) => isKnownRun(run, known)) ? undefined : "a telephone or long number";
};

/** What a text holds that none of its sources does; they are looked at only if it holds something of the kind. */
export const unfounded = (text: string, sources: () => readonly string[]): Unfounded | undefined => {
  const compared = comparableText(text);
  const links = linksIn(compared);
  const runs = runsIn(compared).filter(isLong);
  if (links.length + runs.length === 0) return undefined;
  const known = sources().map(comparableText);
  return strangeLink(links, known) ?? strangeNumber(runs, known);
};
