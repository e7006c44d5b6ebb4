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
export const linksIn = (text: string): readonly string[] =>
  (text.match(WORD) ?? [])
    .map((word) => CORE.exec(word)?.[0] ?? "")
    .filter(isLink)
    .map(normalised);

export const isMailbox = (link: string): boolean => link.includes("@");

/** A link's host alone. */
export const hostOf = (link: string): string => /^[^/?#]+/.exec(link)?.[0] ?? "";
