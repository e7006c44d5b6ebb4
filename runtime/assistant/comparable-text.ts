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
export const comparableText = (text: string): string =>
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
