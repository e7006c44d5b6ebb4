import { forms, lookalikes } from "./word-lists.json";

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Characters that stand for a letter, a digit or a mark, and that NFKC leaves alone. */
const OTHER_FORMS: ReadonlyMap<string, string> = new Map(
  forms.flatMap(({ from, to }) => Array.from(from, (char, n) => [char, to[n] ?? ""] as const)),
);

/** What is not seen, and rings, boxes and keys around a character. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Me}\p{Cf}]/u;
const DIGIT = /\p{Nd}/u;
const MARK = /\p{M}/u;

/** Single characters that NFKC writes out as a whole phrase of up to eighteen. */
const PHRASE = /[\ufdfa\ufdfb\u3300-\u3357]/;

/** Every script's decimal digits stand in a row from nought to nine. */
const digitOf = (code: number): number => {
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
};

const DROPPED = 1;
const [SPACE, NOUGHT] = [32, 48];
/** Added to the code of a mark that stands upon a letter. */
const IS_MARK = 0x40_0000;

const plainOf = (code: number): number => {
  const char = String.fromCodePoint(code);
  const form = OTHER_FORMS.get(char);
  if (form !== undefined) return form.charCodeAt(0);
  if (UNSEEN.test(char)) return DROPPED;
  if (PHRASE.test(char)) return SPACE;
  if (MARK.test(char)) return code + IS_MARK;
  return DIGIT.test(char) ? NOUGHT + digitOf(code) : code;
};

/** What each character of the first two planes stands for, as far as it was met; in later ones are ideographs, and what is not seen. */
const met = new Uint32Array(0x2_0000);
const UNSEEN_PLANE = 0xe_0000;

const plainCode = (code: number): number => {
  if (code >= met.length) return code < UNSEEN_PLANE ? code : DROPPED;
  const known = met[code] || plainOf(code);
  met[code] = known;
  return known;
};

const LAST_ASCII = 0x7f;
const LAST_OF_BMP = 0xffff;
/** Marks upon one letter: the time of NFKC grows with the square of their number. */
const MOST_MARKS = 4;

/** Character by character, in a buffer, since a text of a request may have a hundred thousand of another script. */
const charByChar = (text: string): string => {
  const units = new Uint16Array(text.length);
  let length = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const found = code <= LAST_ASCII ? code : plainCode(code);
    const plain = found & ~IS_MARK;
    if (found !== DROPPED) marks = found === plain ? 0 : marks + 1;
    if (found !== DROPPED && marks <= MOST_MARKS) {
      units[length] = plain > LAST_OF_BMP ? text.charCodeAt(at) : plain;
      if (plain > LAST_OF_BMP) units[length + 1] = text.charCodeAt(at + 1);
      length += plain > LAST_OF_BMP ? 2 : 1;
    }
    if (code > LAST_OF_BMP) at += 1;
  }
  return Buffer.from(units.buffer, 0, length * units.BYTES_PER_ELEMENT).toString("utf16le");
};

/** Digits of Chinese and Korean side by side spell a number digit by digit: what counts has its tens and hundreds named. */
const SPELT = /[〇零一二三四五六七八九]{5,}|[공영일이삼사오육칠팔구]{7,}/g;
const ORDERS = "〇一二三四五六七八九零일이삼사오육칠팔구공";
const inDigits = (spelt: string): string =>
  Array.from(spelt.replaceAll("영", "공"), (digit) => ORDERS.indexOf(digit) % 10).join("");

/**
 * A text with what makes the same address or number look different taken away: width and style of letters, invisible
 * characters, digits of other scripts. Takes time in proportion to the text's length.
 */
export const plainForm = (text: string): string =>
  BEYOND_ASCII.test(text) ? charByChar(text).normalize("NFKC").replace(SPELT, inDigits) : text;

/** Letters of Greek and Cyrillic that look like a Latin one, and small capitals. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from(lookalikes.from, (letter, n) => [letter, lookalikes.to[n] ?? ""]),
);

const WORD = /[\p{L}\p{M}]+/gu;
const isMixed = (word: string): boolean =>
  (/[a-z]/i.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)) || /[ᴀ-ᴢꜰꜱ]/.test(word);

/** Words that mix alphabets read as Latin, and the Cyrillic word that looks like `com`: as a person reads a text, not as a name server does. */
export const inOneAlphabet = (text: string): string =>
  BEYOND_ASCII.test(text)
    ? text.replace(WORD, (word) =>
        isMixed(word) || word === "сом"
          ? Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join("")
          : word,
      )
    : text;

/** Letters in place of the digits that they look like, within a number: O9O1. */
const LETTERED = /(?<![\p{L}\p{N}])(?=[\dOoIl]{3})\d*[OoIl][\dOoIl]*(?![\p{L}\p{N}])/gu;

/** Of a message; each is looked for in all the sources. */
const MOST_LETTERED = 20;

/** A text with digits in place of letters that look like them, but for words that stand in its sources like that. */
export const withoutLetters = (text: string, source: () => string): string => {
  const read = new Map<string, string>();
  return text.replace(LETTERED, (word) => {
    const isNumber = /\d/.test(word) && !/^\d+l$/.test(word);
    const isGiven = () => read.size < MOST_LETTERED && source().includes(word);
    const digits = () => word.replace(/[Oo]/g, "0").replace(/[Il]/g, "1");
    const plain = read.get(word) ?? (!isNumber || isGiven() ? word : digits());
    read.set(word, plain);
    return plain;
  });
};
