import { digits as digitWords, spelling } from "./word-lists.json";

/** A word, and what stands between it and the word before; what is behind the last word stands before an empty one. */
type Token = { readonly gap: string; readonly word: string; readonly lower: string };

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

const tokensOf = (text: string): readonly Token[] => {
  let end = 0;
  const tokens = Array.from(text.matchAll(WORD), ({ 0: word, index }) => {
    const gap = text.slice(end, index);
    end = index + word.length;
    return { gap, word, lower: word.toLowerCase() };
  });
  return [...tokens, { gap: text.slice(end), word: "", lower: "" }];
};

const textOf = (tokens: readonly Token[]): string => tokens.map(({ gap, word }) => gap + word).join("");

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Endings that are no word of a large language: what stands before one, however the dot is written, is an address. */
const CERTAIN = words(spelling.certain);
/** Certain only behind the word for a dot. */
const AFTER_A_WORD = words(spelling["after a word"]);
/** Endings that are words as well: they count where the text says that an address comes. */
const POSSIBLE = words(spelling.possible);
const CALLED = words(spelling.called);
const DOT = words(spelling.dot);
const AT = words(spelling.at);
const READ_AS: ReadonlyMap<string, string> = new Map(Object.entries(spelling["read as"]));

const OPENING = /[[({<]\s?$/;
const CLOSING = /^\s?[\])}>]/;
const IN_BRACKETS = /^\s?[[({<]\s?[.@]\s?[\])}>]\s?$/;
const RING = /^[\s._*~/|\\()[\]{}<>'"=\p{Pd}]{1,4}$/u;
/** Marks that pass for a dot between two Latin letters. */
const LIKE_A_DOT = /^\s?[·‧∙⋅・･•●◦⸱⸳ꓸꓹ۔܁܂᛫᠃᠉⠄。¸٠○ㆍ𝅭]\s?$/u;
const AMONG_MARKS = /^[^\s@:/]{0,3}\.[^\s@:/]{0,3}$/;
const SPACED = /^(?:\s\.\s?|\.\s)$/;

const lowerAt = (tokens: readonly Token[], at: number): string => {
  const lower = tokens[at]?.lower ?? "";
  return READ_AS.get(lower) ?? lower;
};

/** `co.uk` is as certain as its last part. */
const isCertain = (tokens: readonly Token[], at: number): boolean =>
  CERTAIN.has(lowerAt(tokens, at)) || (tokens[at + 1]?.gap === "." && CERTAIN.has(lowerAt(tokens, at + 1)));

/** The word before a name that may have hyphens. */
const wordBefore = (tokens: readonly Token[], end: number): string => {
  let at = end;
  while (tokens[at]?.gap === "-") at -= 1;
  return lowerAt(tokens, at - 1);
};
const isCalled = (tokens: readonly Token[], end: number): boolean => CALLED.has(wordBefore(tokens, end));

/** A path goes on behind an address: t dot me slash evil. */
const hasPath = (tokens: readonly Token[], at: number): boolean =>
  lowerAt(tokens, at) === "slash" || tokens[at]?.gap.startsWith("/") === true;

const dotWordAt = (tokens: readonly Token[], at: number): boolean => {
  const [before = "", behind = ""] = [tokens[at]?.gap, tokens[at + 1]?.gap];
  const ending = lowerAt(tokens, at + 1);
  if (OPENING.test(before) && CLOSING.test(behind)) return true;
  if (!RING.test(before) || !RING.test(behind)) return false;
  if (isCertain(tokens, at + 1) || AFTER_A_WORD.has(ending)) return true;
  return POSSIBLE.has(ending) && (isCalled(tokens, at - 1) || hasPath(tokens, at + 2));
};

const isDotBetween = (tokens: readonly Token[], at: number): boolean => {
  const { gap = "", word = "", lower = "" } = tokens[at] ?? {};
  if (LIKE_A_DOT.test(gap)) return CERTAIN.has(lower) || POSSIBLE.has(lower);
  if (!isCertain(tokens, at)) return POSSIBLE.has(lower) && /^\s\.\s?$/.test(gap) && isCalled(tokens, at - 1);
  if (SPACED.test(gap)) return word === lower || READ_AS.has(lower);
  return AMONG_MARKS.test(gap) || (/^[\s,]{1,2}$/.test(gap) && wordBefore(tokens, at - 1) === "www");
};

type Mark = { readonly mark: string; readonly words: number };

/** The dot or @ that a reader sees before the word at a place, and of how many words it is made. */
const markAt = (tokens: readonly Token[], at: number): Mark | undefined => {
  const { gap = "", lower = "" } = tokens[at] ?? {};
  const next = tokens[at + 1];
  if (next?.word !== "" && DOT.has(lower) && dotWordAt(tokens, at)) return { mark: ".", words: 1 };
  if (next !== undefined && AT.has(lower) && OPENING.test(gap) && CLOSING.test(next.gap))
    return { mark: "@", words: 1 };
  if (IN_BRACKETS.test(gap)) return { mark: gap.includes("@") ? "@" : ".", words: 0 };
  return isDotBetween(tokens, at) ? { mark: ".", words: 0 } : undefined;
};

const withMarks = (tokens: readonly Token[]): readonly Token[] => {
  const done: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const found = at === 0 ? undefined : markAt(tokens, at);
    const token = tokens[at + (found?.words ?? 0)];
    if (token !== undefined)
      done.push(
        found === undefined ? token : { ...token, gap: found.mark, word: READ_AS.get(token.lower) ?? token.word },
      );
    at += found?.words ?? 0;
  }
  return done;
};

const isLetter = ({ word, lower }: Token): boolean => word.length === 1 || lower === "dot";

/** What may stand between letters that are written one by one. */
const BETWEEN_LETTERS = /^[\s_*.@:/-]{1,3}$/;
const FEWEST_LETTERS = 3;

/** The end of a row of single letters from a place on. */
const endOfLetters = (tokens: readonly Token[], at: number): number => {
  let end = at;
  for (let token = tokens[end]; token !== undefined; token = tokens[end]) {
    if (!isLetter(token) || (end > at && !BETWEEN_LETTERS.test(token.gap))) break;
    end += 1;
  }
  return end;
};

const markIn = ({ gap, lower }: Token): string => {
  if (gap.includes("@")) return "@";
  return lower === "dot" || gap.includes(".") ? "." : "";
};

/** Letters that are written one by one as the word or address that they spell: e v i l . c o m, e.v.i.l.c.o.m. */
const joinedLetters = ([first, ...rest]: readonly Token[]): string | undefined => {
  if (first === undefined) return undefined;
  const letters = [first, ...rest].filter(({ lower }) => lower !== "dot");
  const bare = letters.map(({ word }) => word).join("");
  if (rest.every(({ gap }) => gap.includes("."))) {
    const ending = bare.slice(-FEWEST_LETTERS).toLowerCase();
    return bare.length > FEWEST_LETTERS && CERTAIN.has(ending) ? bare.replace(/(?=...$)/u, ".") : undefined;
  }
  const spelt = rest.map((token) => markIn(token) + (token.lower === "dot" ? "" : token.word)).join("");
  const isAddress = rest.some(({ gap, lower }) => lower === "dot" || /[.@].|.[.@]/.test(gap));
  return isAddress || CERTAIN.has(bare.toLowerCase()) ? (first.lower === "dot" ? "" : first.word) + spelt : undefined;
};

/** The text before a row of letters ends in a dot, or is to. */
const gapBefore = ({ gap, lower }: Token): string => (lower === "dot" || /^\s?\.\s?$/.test(gap) ? "." : gap);

const withLettersJoined = (tokens: readonly Token[]): readonly Token[] => {
  const done: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = Math.max(endOfLetters(tokens, at), at + 1);
    const row = tokens.slice(at, end);
    const word = row.length < FEWEST_LETTERS ? undefined : joinedLetters(row);
    const [first] = row;
    if (word === undefined || first === undefined) done.push(...row);
    else done.push({ gap: gapBefore(first), word, lower: word.toLowerCase() });
    at = end;
  }
  return done;
};

const CODED = /%2e|&(?:#46|#x2e|period);/gi;

/** A plain text in which addresses that are spelt for a reader stand as addresses. */
export const withoutSpelling = (text: string): string =>
  textOf(
    withMarks(
      withLettersJoined(
        tokensOf(
          text
            .replace(CODED, ".")
            .replace(/(?<=[a-z0-9-])。(?=[a-z0-9])/gi, ".")
            .replace(/(?<=[a-z0-9])点(?=[a-z])/gi, " 点 "),
        ),
      ),
    ),
  );

const DIGIT_OF: ReadonlyMap<string, string> = new Map(
  Object.values(digitWords).flatMap((row) => row.split(" ").map((word, digit) => [word, String(digit)] as const)),
);
const TIMES: ReadonlyMap<string, number> = new Map([
  ["double", 2],
  ["triple", 3],
]);

/** Words in a row that tell a number digit by digit. */
const FEWEST_TOLD = 5;
const BETWEEN_DIGITS = /^[\s,.\p{Pd}]{1,3}$/u;

/** The digit that a word tells, as often as the word before it says; empty for that word itself. */
const toldAt = (tokens: readonly Token[], at: number): string | undefined => {
  const digit = DIGIT_OF.get(tokens[at]?.lower ?? "");
  if (digit === undefined)
    return TIMES.has(tokens[at]?.lower ?? "") && DIGIT_OF.has(tokens[at + 1]?.lower ?? "") ? "" : undefined;
  return Array(TIMES.get(tokens[at - 1]?.lower ?? "") ?? 1)
    .fill(digit)
    .join(" ");
};

/** A plain text in which numbers that are told in words stand in digits. */
export const withDigits = (text: string): string => {
  const tokens = tokensOf(text);
  const told = tokens.map((_, at) => toldAt(tokens, at));
  const done = [...tokens];
  for (let at = 0; at < tokens.length; ) {
    let end = at;
    while (told[end] !== undefined && (end === at || BETWEEN_DIGITS.test(tokens[end]?.gap ?? ""))) end += 1;
    if (told.slice(at, end).filter((digit) => digit !== "").length >= FEWEST_TOLD)
      for (const [n, digit] of told.slice(at, end).entries()) {
        const { gap = "", lower = "" } = tokens[at + n] ?? {};
        done[at + n] = { gap, word: digit ?? "", lower };
      }
    at = Math.max(end, at + 1);
  }
  return textOf(done);
};
