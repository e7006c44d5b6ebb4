import type { Channel } from "../request/request";
import { plainForm } from "./plain-form";

/** What turns on the machinery of a template, at Twilio and at SendGrid (Handlebars, its older tags). */
const OF_TEMPLATES =
  /\{\{|\}\}|\{%|%\}|<%|%>|\$\{|\[(?:unsubscribe|weblink|unsubscribe_preferences|%[^\]]{1,60}%)\]|%(?:unsubscribe|asm)[a-z_]{0,40}%/iu;

/** What a browser or mail client may take for HTML: tags, comments, and characters by their names. */
const HTML = /<[a-z/!?]|&(?:#\d|#x[\da-f]|[a-z][a-zA-Z\d]{1,31};|Tab;|NewLine;)/i;

/** A pair of marks that WhatsApp shows a text between as bold, italic, struck through or code, and a quote's beginning. */
const OF_WHATSAPP = new RegExp(
  [
    ...["\\*", "_", "~"].map(
      (one) => `(?<![\\p{L}\\p{N}${one}])${one}{1,3}(?=[^\\s${one}])[^${one}]*(?<=[^\\s])${one}(?![\\p{L}\\p{N}])`,
    ),
    "`[^`]+`",
    "```",
    "^>",
  ].join("|"),
  "u",
);

/** A flag of a part of a country is spelt in invisible tags (Unicode TR51); others have nothing to say. */
const FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f}/gu;

const UNJOINED = "\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}\\s\\p{P}";

/** Joiners, breaks and marks of direction where a script or an emoji needs them, and the place where a long word may break. */
const NEEDED = new RegExp(
  [
    `(?<=[\\p{L}\\p{M}])(?:\\u200b|\\u200c|\\u200d)(?=[^${UNJOINED}])`,
    `(?<=[^${UNJOINED}])\\u200c`,
    "(?<=\\p{M}|\\p{So}|\\p{Extended_Pictographic}|\\ufe0f)\\u200d(?=\\p{So})",
    "(?<![\\p{Script=Latin}\\d])[\\u200e\\u200f\\u061c]",
    "[\\u200e\\u200f\\u061c](?!\\p{Script=Latin})",
    "(?<=\\p{L})\\u00ad(?=\\p{Ll})",
    "(?<=\\p{Emoji}|\\p{S}|\\p{Script=Han}|\\p{Script=Mongolian})[\\ufe00-\\ufe0f\\u180b-\\u180d]",
  ].join("|"),
  "gu",
);

/** Characters that are not seen: they hide words from a reader, or show them in another order. */
const UNSEEN =
  /[\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u2800\u3164\uffa0]|[\ufe00-\ufe0f\u180b-\u180d]|\u034f|\u17b4|\u17b5|[\u{e0100}-\u{e01ef}]/u;

/** Which marks of a text would be more than text on its channel. */
export const strangeMarks = (text: string, channel: Channel): string | undefined => {
  if (OF_TEMPLATES.test(plainForm(text))) return "marks of a template ({{ }})";
  if (channel === "email" && HTML.test(text)) return "HTML";
  if (channel === "whatsapp" && OF_WHATSAPP.test(text)) return "marks of WhatsApp's formatting (* _ ~ `)";
  return UNSEEN.test(text.replace(FLAG, "").replace(NEEDED, "")) ? "characters that are not seen" : undefined;
};

/** Dialled and it acts at once: *182*1*1#. */
const SERVICE_CODE = /(?<![\p{L}\p{N}])[*#]{1,2}\d[\d*#]*#/gu;

/** A free or premium number whose end is spelt by the letters on the keys: 1-800-EVIL-PAY. */
const VANITY =
  /(?<![\p{L}\p{N}])(?:\+?1[-. ]?)?\(?0?[89]\d\d\)?(?:(?:-|(?<=\)) )[A-Z]{2,}(?:-[A-Z\d]{2,}){0,3}|[ .][A-Z]{7,})(?![\p{L}])/gu;

/** Names that money is sent to: $name (Cash App), @name (Venmo, Revolut, and accounts of platforms). */
const HANDLE = /(?<![\p{L}\p{N}.])[@$£€][\p{L}_][\p{L}\p{N}_.-]{2,}/gu;

/** Letters and digits mixed as in a wallet or a token: longer than any word or reference of ordinary length. */
const MIXED = /(?<![\p{L}\p{N}])(?=[A-Za-z]{0,60}\d)(?=\d{0,60}[A-Za-z])[A-Za-z\d]{16,}(?![\p{L}\p{N}])/gu;

/** Groups of letters and digits as on a voucher: X7K9-Q2M4-88PL. */
const VOUCHER = /(?<![\p{L}\p{N}])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){2,}(?![\p{L}\p{N}])/gu;

/** A number with letters for marks: 0901x555x0123. */
const LETTERED = /(?<![\p{L}\p{N}])(?=(?:[A-Za-z]{0,9}\d){7})\d{1,9}[A-Za-z]{1,9}\d[A-Za-z\d]*/gu;

const CODES: readonly RegExp[] = [SERVICE_CODE, VANITY, HANDLE, MIXED, VOUCHER, LETTERED];

const codesIn = (text: string): readonly string[] => CODES.flatMap((pattern) => text.match(pattern) ?? []);

const bare = (code: string): string => code.replace(/^[^\p{L}\p{N}*#]+|[.-]+$/gu, "").toLowerCase();

/** A place that is written like a name: me@work, @home. */
const AT_PLACES = /^@(?:work|home|school|office|noon|night)$/i;

/** Of a name in the sources that are looked at. */
const MOST_PLACES = 200;

/** A name stands in the sources with its sign or a slash before it, or as a text of its own: the company Ashgrove is no $ashgrove. */
const isName = (source: string, sign: string, name: string): boolean => {
  let places = 0;
  for (let at = source.indexOf(name); at >= 0 && places < MOST_PLACES; at = source.indexOf(name, at + 1)) {
    places += 1;
    const [before = "\n", after] = [source[at - 1], source.slice(at + name.length, at + name.length + 2)];
    const isEnd = !/^[._-]?[\p{L}\p{N}]/u.test(after);
    if (isEnd && (before === sign || before === "/" || (before === "\n" && /^(?:\n|$)/.test(after)))) return true;
  }
  return false;
};

const isGiven = (source: string, code: string): boolean =>
  /^[@$£€]/.test(code) ? isName(source, code.slice(0, 1), bare(code)) : source.includes(bare(code));

/** Of a message; each is looked for in all the sources. */
const MOST_CODES = 20;

/** Whether a plain text holds a code to dial, or a name or code to pay to, that stands in none of the sources. */
export const hasStrangeCode = (text: string, source: () => string): boolean => {
  const codes = [...new Set(codesIn(text).filter((code) => !AT_PLACES.test(code)))];
  if (codes.length === 0) return false;
  if (codes.length > MOST_CODES) return true;
  const known = source().toLowerCase();
  return codes.some((code) => !isGiven(known, code));
};
