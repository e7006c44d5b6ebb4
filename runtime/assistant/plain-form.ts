const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Marks upon one letter: the time of NFKC grows with the square of their number. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Single characters that NFKC writes out as a whole phrase of up to eighteen. */
const PHRASES = /[\ufdfa\ufdfb\u3300-\u3357]/g;

/** Rows of characters that stand for the letters or digits of a row, in its order, and that NFKC leaves alone. */
const ROWS: readonly (readonly [first: number, row: string])[] = [
  [0x1f150, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
  [0x1f170, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
  [0x1f1e6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
  [0x2160, "123456789"],
  [0x2170, "123456789"],
  [0x24f5, "123456789"],
  [0x2776, "123456789"],
  [0x2780, "123456789"],
  [0x278a, "123456789"],
];

/** The same without an order: signs of Arabic numbers, lookalikes of marks. */
const SINGLES: readonly (readonly [from: string, to: string])[] = [
  ["⓿🄌🄋", "000"],
  ["٬٫⁄∕⧸∶ː꞉⁎∗＊⋆٭", ",.///:::*****"],
  ["٪؛،", "%;,"],
];

const PLAIN: ReadonlyMap<string, string> = new Map([
  ...ROWS.flatMap(([first, row]) => Array.from(row, (to, n) => [String.fromCodePoint(first + n), to] as const)),
  ...SINGLES.flatMap(([from, to]) => Array.from(from, (char, n) => [char, to[n] ?? ""] as const)),
]);

const OTHER_FORMS = new RegExp(`[${[...PLAIN.keys()].join("")}]`, "gu");

/** What is not seen, and rings, boxes and keys around a character. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Me}\p{Cf}]/gu;

/** Every script's decimal digits stand in a row from nought to nine. */
const digitOf = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  const isDigit = (at: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(at));
  let value = 0;
  while (value < 9 && isDigit(code - value - 1)) value += 1;
  return String(value);
};

const values = new Map<string, string>();

/** The digits of a script are few: each is looked up once. */
const asciiDigit = (digit: string): string => {
  const known = values.get(digit) ?? digitOf(digit);
  values.set(digit, known);
  return known;
};

const FOREIGN_DIGITS = /[^\P{Nd}0-9]+/gu;
const asciiDigits = (digits: string): string => Array.from(digits, asciiDigit).join("");

/** Letters of Greek and Cyrillic that look like a Latin one, and small capitals. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from("аАсСеЕоОрРхХуУкКмМтТіІјЅѕνοΟρΡαΑιΙκΚτΤυΥωΕΜΗΝВНԁһᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", (letter, n) => [
    letter,
    "aAcCeEoOpPxXyYkKmMtTiIjSsvoOpPaAiIkKtTuYwEMHNBHdhabcdefghijklmnoprstuvwyz"[n] ?? "",
  ]),
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

/** Chinese digits side by side spell a number digit by digit: what counts has its tens and hundreds named. */
const SPELT_IN_CHINESE = /[〇零一二三四五六七八九]{5,}/g;
const inDigits = (text: string): string =>
  Array.from(text, (digit) => "〇一二三四五六七八九".indexOf(digit === "零" ? "〇" : digit)).join("");

/** Letters in place of the digits that they look like, within a number: O9O1. */
const MIXED_NUMBER = /(?<![\p{L}\p{N}])(?=[\dOoIl]{3})\d*[OoIl][\dOoIl]*(?![\p{L}\p{N}])/gu;
const withoutLetters = (word: string): string =>
  /\d/.test(word) && !/^\d+l$/.test(word) ? word.replace(/[Oo]/g, "0").replace(/[Il]/g, "1") : word;

const inPlainLetters = (text: string): string =>
  text
    .replace(PHRASES, " ")
    .replace(STACKED_MARKS, "$1")
    .replace(OTHER_FORMS, (char) => PLAIN.get(char) ?? char)
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .replace(FOREIGN_DIGITS, asciiDigits)
    .replace(SPELT_IN_CHINESE, inDigits);

/**
 * A text with what makes the same address or number look different taken away: width and style of letters, invisible
 * characters, digits of other scripts. Takes time in proportion to the text's length.
 */
export const plainForm = (text: string): string =>
  (BEYOND_ASCII.test(text) ? inPlainLetters(text) : text).replace(MIXED_NUMBER, withoutLetters);

/** Endings that are no word of a large language: what stands before one, however the dot is written, is an address. */
const CERTAIN = "com|net|org|ru|io|xyz|biz|info|uk|cn|ua|kz|tk|gg|ly|su|eu|app|dev|zip|mov|co\\.uk|com\\.br";
/** Endings that are words as well: they count where the text says that an address comes. */
const POSSIBLE =
  "me|top|shop|online|site|link|store|live|club|win|vip|work|life|one|cc|co|in|it|us|de|fr|es|nl|pl|pro|page|cash|pay|bank|click|space|fun|icu|to|tv|ai|ws|id|ng|za|in";
/** Certain only behind the word for a dot. */
const AFTER_A_WORD = "co|fr|ch|pl";
const CALLED = "(?:to|at|visit|open|see|via|site|website|page|address|web|link|domain|www|http|https|on)";

const END = "(?![\\p{L}\\p{N}])";
const DOT_WORD = "(?:d[.\\s]?[o0][.\\s]?t|punkt|punto|ponto|point|punt|prick|piste|tečka|kropka|nokta|точка|крапка|点)";
const RING = "[\\s._*~/|\\\\()\\[\\]{}<>'\"\\p{Pd}]";

const SPELT = new RegExp(
  `(?<=[\\p{L}\\p{N}])${RING}{1,4}${DOT_WORD}${RING}{1,4}(?=(?:${CERTAIN}|${AFTER_A_WORD})${END})`,
  "giu",
);
const SPELT_WHERE_CALLED = new RegExp(
  `(?<=(?<![\\p{L}])${CALLED}[\\s:]{1,3}[\\p{L}\\p{N}-]{1,40})${RING}{1,3}dot${RING}{1,3}(?=(?:${POSSIBLE})${END})`,
  "giu",
);
const IN_BRACKETS = /\s?[[({<]\s?(?:\.|dot|punkt|punto|point|ponto|точка)\s?[\])}>]\s?/giu;
const AT_IN_BRACKETS = /\s?[[({<]\s?(?:@|at|ät|arroba|arobase|chiocciola)\s?[\])}>]\s?/giu;

/** Marks that pass for a dot between two Latin letters. */
const DOT_LIKE = "[·‧∙⋅・･•●◦⸱⸳ꓸꓹ۔܁܂᛫᠃᠉⠄。¸٠○ㆍ𝅭]";
const LIKE_A_DOT = new RegExp(`(?<=[a-z0-9-])\\s?${DOT_LIKE}\\s?(?=(?:${CERTAIN}|${POSSIBLE})${END})`, "giu");
const AMONG_MARKS = new RegExp(
  `(?<=[\\p{L}\\p{N}])[^\\p{L}\\p{N}\\s@:/]{0,3}\\.[^\\p{L}\\p{N}\\s@:/]{0,3}(?=(?:${CERTAIN})${END})`,
  "giu",
);
const SPACED = new RegExp(`(?<=[\\p{L}\\p{N}])(?:\\s\\.\\s?|\\.\\s)(?=(?:${CERTAIN})${END})`, "gu");

/** Without any dot, and with the codes that a program reads as one. */
const WITHOUT_DOT = new RegExp(`(?<=(?<![\\p{L}])www\\s[\\p{L}\\p{N}-]{1,40})\\s(?=(?:${CERTAIN})${END})`, "giu");
const CODED = /%2e|&(?:#46|#x2e|period);/giu;
const LIKE_COM = /(?<=\.)(?:c0m|n3t|0rg)(?![\p{L}\p{N}])/giu;
const READ_AS: Readonly<Record<string, string>> = { c0m: "com", n3t: "net", "0rg": "org" };

/** Single letters with a space or mark between each two, a dot among them: e v i l . c o m. */
const LETTER_BY_LETTER =
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][\s_*-]{1,2}){2,40}(?:\.|dot)[\s_*-]{1,2}(?:[\p{L}\p{N}][\s_*-]{1,2}){1,20}[\p{L}\p{N}](?![\p{L}\p{N}])/giu;

/** Nought to nine in the languages that most messages are written in; some have several words for one. */
const DIGIT_WORDS: readonly string[] = [
  "zero|oh|nought|naught|null|zéro|cero|zeri|nul|noll|ноль|нуль|sıfır|nolla|shunya",
  "one|eins|un|une|uno|um|één|een|ett|jeden|один|одна|bir|yksi|ek",
  "two|zwei|zwo|deux|dos|due|dois|duas|twee|två|to|dwa|два|две|iki|kaksi|do",
  "three|drei|trois|tres|tre|três|drie|trzy|три|üç|kolme|teen",
  "four|vier|quatre|cuatro|quattro|quatro|fyra|fire|cztery|четыре|чотири|dört|neljä|chaar",
  "five|fünf|cinq|cinco|cinque|vijf|fem|pięć|пять|beş|viisi|paanch",
  "six|sechs|seis|sei|zes|sex|seks|sześć|шесть|altı|kuusi|chhah",
  "seven|sieben|sept|siete|sette|sete|zeven|sju|syv|siedem|семь|yedi|seitsemän|saat",
  "eight|acht|huit|ocho|otto|oito|åtta|otte|osiem|восемь|sekiz|kahdeksan|aath",
  "nine|neun|neuf|nueve|nove|negen|nio|ni|dziewięć|девять|dokuz|yhdeksän|nau",
];

const DIGIT_OF: ReadonlyMap<string, string> = new Map(
  DIGIT_WORDS.flatMap((words, digit) => words.split("|").map((word) => [word, String(digit)] as const)),
);
const DIGIT_WORD = `(?:${DIGIT_WORDS.join("|")})`;

/** Five or more in a row are a number that is told digit by digit. */
const DIGIT_BY_DIGIT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:double\\s)?${DIGIT_WORD}[\\s,.-]{1,3}){4,}${DIGIT_WORD}${END}`,
  "giu",
);

const told = (words: string): string =>
  words
    .toLowerCase()
    .replace(/double\s(\p{L}+)/gu, "$1 $1")
    .replace(/\p{L}+/gu, (word) => DIGIT_OF.get(word) ?? word);

/** A plain text in which numbers that are told in words stand in digits. */
export const withDigits = (text: string): string => text.replace(DIGIT_BY_DIGIT, told);

/** The same with dots alone: e.v.i.l.c.o.m. */
const DOTTED =
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][.\s_-]){2,40}(?:c[.\s_-]o[.\s_-]m|n[.\s_-]e[.\s_-]t|o[.\s_-]r[.\s_-]g)(?![\p{L}\p{N}])/giu;
const undotted = (text: string): string => text.replace(/[.\s_-]/g, "").replace(/(?=...$)/u, ".");

/** A plain text in which addresses that are spelt for a reader stand as addresses. */
export const withoutSpelling = (text: string): string =>
  text
    .replace(CODED, ".")
    .replace(DOTTED, undotted)
    .replace(LETTER_BY_LETTER, (spelt) => spelt.replace(/dot/i, ".").replace(/[\s_*-]+/g, ""))
    .replace(/(?<=[a-z0-9-])。(?=[a-z0-9])/gi, ".")
    .replace(IN_BRACKETS, ".")
    .replace(AT_IN_BRACKETS, "@")
    .replace(LIKE_A_DOT, ".")
    .replace(SPELT, ".")
    .replace(SPELT_WHERE_CALLED, ".")
    .replace(AMONG_MARKS, ".")
    .replace(SPACED, ".")
    .replace(WITHOUT_DOT, ".")
    .replace(LIKE_COM, (ending) => READ_AS[ending.toLowerCase()] ?? ending);
