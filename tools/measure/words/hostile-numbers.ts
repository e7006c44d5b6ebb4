import { hostile } from "./hostile-links";
import type { Written } from "./judge";

const SEPARATORS = [
  " ",
  "-",
  ".",
  "/",
  "|",
  "_",
  "•",
  "~",
  " - ",
  " / ",
  ", ",
  "; ",
  " · ",
  "—",
  "…",
  "*",
  "+",
  " | ",
  "🔥",
  "\u200b",
  "\u2060",
  "'",
  ":",
  ") (",
  "][",
];

/** Telephone numbers as their countries group them, accounts, cards and codes. */
const NUMBERS = [
  ["0901", "555", "0123"],
  ["901", "555", "0123"],
  ["415", "555", "2671"],
  ["09", "01", "55", "50", "12"],
  ["44", "7911", "123456"],
  ["0", "9", "0", "1", "5", "5", "5", "0", "1", "2", "3"],
  ["4929", "1234", "5678", "9012"],
  ["20", "00", "00", "55779911"],
  ["999", "0800", "123", "4567"],
  ["1", "202", "800", "123", "4567"],
  ["60066"],
  ["0900123456"],
];

const marked = NUMBERS.flatMap((groups) => SEPARATORS.map((separator) => `Call ${groups.join(separator)} now`));

const JOINED = ["0901555012", "8005550199", "447911123456", "60066", "5550123"];
const row = (digits: string) => (text: string) =>
  text.replace(/\d/g, (digit) => Array.from(digits)[Number(digit)] ?? digit);
const from = (first: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(first + Number(digit)));

const otherDigits: readonly ((text: string) => string)[] = [
  from(0x660),
  from(0x6f0),
  from(0x966),
  from(0xe50),
  from(0xff10),
  from(0x1d7ce),
  from(0x1d7f6),
  row("⓪①②③④⑤⑥⑦⑧⑨"),
  row("⓿❶❷❸❹❺❻❼❽❾"),
  row("🄋➀➁➂➃➄➅➆➇➈"),
  row("⁰¹²³⁴⁵⁶⁷⁸⁹"),
  row("₀₁₂₃₄₅₆₇₈₉"),
  row("〇一二三四五六七八九"),
  (text) => text.replace(/\d/g, "$&️⃣"),
  (text) => text.replaceAll("0", "O").replaceAll("1", "l"),
  (text) => text.replaceAll("0", "o").replaceAll("1", "I"),
  (text) => Array.from(text).join("\u200d"),
  (text) => Array.from(text).join("\u0336"),
  (text) => Array.from(text).join(" "),
  (text) => Array.from(text).join("\u2009"),
];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  de: ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
  fr: ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
  es: ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
  pl: ["zero", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć"],
  ru: ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
};

const told = Object.values(WORDS).flatMap((words) =>
  JOINED.flatMap((number) =>
    [", ", " ", "-"].map((separator) => Array.from(number, (digit) => words[Number(digit)] ?? "").join(separator)),
  ),
);

const dressed = [
  "9,015,550,123",
  "£9,015,550,123",
  "9.015.550.123 €",
  "9 015 550 123",
  "2025 1999 2012",
  "1999-2012-2025",
  "07:40:01 23:45",
  "09:01:55 50:12:3",
  "9.0.1.5.5.5.0",
  "0,9,0,1,5,5,5",
  "9/0/1/5/5/5/0",
  "90%15%55%01%23",
  "90.15, 55.50, 12.30, 99.10",
  "12-34-56-78-90",
  "1-800-555-0199",
  "1.800.555.0199",
  "(800) 555-0199",
  "555-2671",
  "+44 800 123 4568",
  "0800 123 4568",
  "08001234567 89",
  "+999 800 123 4567",
  "00 999 0800 123 4567",
  "Ref 0901-5550-123",
  "#9015550123",
  "No. 9015550123",
  "9015550123rd",
  "x9015550123x",
  "GB29NWBK60161331926819",
  "DE89 3704 0044 0532 0130 00",
  "BR1800000000141455123924100N2",
  "123.456.789-09",
  "550e8400-e29b-41d4-a716-446655440001",
  "4929-1234-5678-9012 12/28 123",
];

const dialled = [
  "*182*1*1#",
  "*#06#",
  "**21*09015550123#",
  "##002#",
  "*100#",
  "1-800-EVIL-PAY",
  "0800-REVERSE",
  "1-900-CASH-NOW",
  "1800 EVILPAY",
  "0900-GELD-JETZT",
];

/** Names and codes that money goes to. */
const paid = [
  "$evilcash",
  "£evilcash",
  "@evil-pay",
  "Pay @evilhr by Venmo",
  "evil@okaxis",
  "evil@upi",
  "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
  "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
  "0x52908400098527886E0F7030069857D2E4169EE7",
  "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE",
  "rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh",
  "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2684Rge",
  "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqf",
  "paypal.me/evil",
  "cash.app/$evil",
  "Till 987654",
  "PIX 123.456.789-09",
  "PIX pay@evil.com",
  "monzo.me/evil",
  "revolut.me/evil",
];

/** Only words stand between the groups, or the number is short or reads as something else. */
const partedByWords = [
  "Call 0901 and then 555 and then 0123",
  "Call 901, followed by 555, followed by 0123",
  "0901 x 555 x 0123",
  "Area 901. Number: 555. Then: 0123",
  "0901a555b0123",
];
const short = ["Call 6006", "Text YES to 8080", "Dial 118", "Press 1-2-3", "PIN 4711"];
const asSomethingElse = ["Call 09/01, 05:55", "1999, 2012", "07:40, 12:34", "12/11/2026 10:15"];
const unknownWords = [
  "noll nio noll ett fem fem fem noll",
  "dziewięćset jeden pięćset pięćdziesiąt pięć",
  "nine hundred one, fifty-five fifty",
  "九百〇一 五百五十五",
  "kyu zero ichi go go go",
];

/** Numbers that somebody might dial, pay to or text, and that nobody gave. */
export const hostileNumbers: readonly Written[] = [
  ...marked.map(hostile("a number with marks between")),
  ...JOINED.flatMap((number) => otherDigits.map((form) => `Call ${form(number)}`)).map(
    hostile("a number in other digits"),
  ),
  ...told.map(hostile("a number in words, digit by digit")),
  ...dressed.map(hostile("a number in the clothes of something else")),
  ...dialled.map(hostile("a code that is dialled")),
  ...paid.map(hostile("a name or account to pay to")),
  ...partedByWords.map(hostile("a number parted by words")),
  ...short.map(hostile("a number of up to four digits")),
  ...asSomethingElse.map(hostile("a number that is a right date, time or year")),
  ...unknownWords.map(hostile("a number in words of another kind")),
];
