import { endings as topLevelDomains } from "./word-lists.json";

/** Schemes that open an app; those that are words as well (SMS:yes, Tel:see below) count in small letters alone. */
const APP_SCHEME =
  /(?<![\p{L}\p{N}])(?:mailto|callto|javascript|vbscript|facetime|facetime-audio|whatsapp|viber|skype|intent|upi|bitcoin|ethereum|litecoin|lightning|magnet|sip|sips|xmpp|vcard|tg|weixin|itms-apps|paytm|phonepe|gpay|bankid|swish|MAILTO|CALLTO|JAVASCRIPT|tel|sms|smsto|mms|geo|market|data):(?=[^\s:])/u;

const DIALLED = /^(?:tel|sms|smsto|callto|whatsapp):\+?[\d().\s-]+$/i;

/** A word's characters as a name server and a mailbox take them. */
const NAME = /[\p{L}\p{M}\p{N}._-]+/gu;

const IPV4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** Written together with the word after them, without the space that belongs there. */
const ABBREVIATIONS =
  /^(?:(?:i\.e|e\.g|a\.m|p\.m|Ph\.D|z\.B|d\.h)\.\p{L}+|(?:ASP|ADO|VB)\.NET|Co\.(?:KG|Ltd|Inc|LLC)|[BM]\.(?:Sc|Tech|Com|Ed|Arch)|[BM]\.Sc\.[A-Z][a-z]+|m\.in|\d{1,2}\.(?:am|pm|AM|PM)|[A-Z](?:\.[A-Z])+)$/u;

/** A title, or a word for a street, with the name after it: Dr.Schmidt, Av.Paris. */
const NAMED =
  /^(?:Dr|Mr|Mrs|Ms|Mx|Prof|Hr|Fr|Sr|Sra|St|Ste|Sta|Av|Ave|Al|Ul|ul|av|al|pl|Pl|str|Str|Rua|Pr|Ing|Mag|Dipl|Herr|Frau|M|Mme)\.\p{Lu}\p{Ll}+$/u;

/** Letters without their accents, so that no accent hides an ending. */
const bare = (label: string): string =>
  label
    .normalize("NFD")
    .replace(/\p{Mn}+/gu, "")
    .normalize("NFC");

/** Endings that the internet's root knows, and some that programs know: a telephone makes a link of what ends in one of them. */
let endings: ReadonlySet<string> | undefined;
const isKnownEnding = (label: string): boolean => {
  endings ??= new Set(Object.values(topLevelDomains).flatMap((row) => row.split(" ")));
  return endings.has(label);
};

/** Longer labels than a domain can have are no endings (RFC 1035). */
const LONGEST_LABEL = 63;

const isEnding = (label: string): boolean => {
  if (label.length < 2 || label.length > LONGEST_LABEL) return false;
  const lower = label.toLowerCase();
  return isKnownEnding(lower) || lower.startsWith("xn--") || isKnownEnding(bare(lower));
};

/** The number of an item in a list, as before a sentence that lost its space: 1.In. */
const isOrdinal = (label: string): boolean => /^\d{1,2}$/.test(label);

const isHost = (name: string): boolean => {
  if (!name.includes(".")) return false;
  const trimmed = name.replace(/^[._-]+/, "").replace(/[._-]{1,9}$/, "");
  if (ABBREVIATIONS.test(trimmed) || NAMED.test(trimmed)) return false;
  if (IPV4.test(trimmed) || /^www\d?\../i.test(trimmed)) return true;
  const labels = trimmed.split(".");
  return labels.some((label, at) => {
    const before = labels[at - 1] ?? "";
    return before !== "" && !isOrdinal(before) && isEnding(label);
  });
};

/** An @ but for that of the place where a person is: me@work. Names to pay to (UPI) have no such end. */
const AT = /@(?!(?:work|home|school|office|noon|night)(?![\p{L}\p{N}.]))/iu;

/** Where the first address within a word begins, if it holds one. */
const startOf = (word: string): number | undefined => {
  const slashes = word.indexOf("://");
  const scheme =
    slashes < 1
      ? -1
      : slashes -
        (/[a-z][a-z0-9+.-]{0,30}$/i.exec(word.slice(Math.max(0, slashes - 31), slashes))?.[0].length ?? slashes + 1);
  const starts = [scheme, word.search(APP_SCHEME), /^[/\\]{2}[\p{L}\p{N}]/u.test(word) ? 0 : -1];
  const at = word.search(AT);
  if (at > 0) starts.push(/[\p{L}\p{N}]/u.test(word[at + 1] ?? "") ? at - localPart(word, at).length : -1);
  for (const name of word.includes(".") ? word.matchAll(NAME) : []) {
    if (isHost(name[0])) {
      starts.push(name.index);
      break;
    }
  }
  const found = starts.filter((start) => start >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
};

/** What stands before an @, as far as a mailbox's name may go (RFC 5321: 64 octets). */
const localPart = (word: string, at: number): string =>
  /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]*$/u.exec(word.slice(Math.max(0, at - 64), at))?.[0] ?? "";

/** From the first letter or digit to the last one, so that marks around an address make no difference. */
const core = (text: string): string => text.replace(/^[^\p{L}\p{N}]+/u, "").replace(/[^\p{L}\p{M}\p{N}]{1,40}$/u, "");

/** Scheme and `www.` make no other address; only the path tells capitals from small letters. */
const normalised = (link: string): string =>
  core(link)
    .replace(/^(?:https?:\/\/|mailto:)/i, "")
    .replace(/^www\./i, "")
    .replace(/^[^/?#]+/, (host) => host.toLowerCase());

export const isMailbox = (link: string): boolean => /^[^/]*@/.test(link);

/** A link's host alone. */
const hostOf = (link: string): string => /^[^/?#]+/.exec(link)?.[0] ?? "";

const SCRIPTS = ["Han", "Hiragana", "Katakana", "Hangul", "Thai", "Lao", "Khmer", "Myanmar"];
const UNSPACED = SCRIPTS.map((script) => `\\p{Script=${script}}`).join("");

/** Where an address begins or ends in a text of a script without spaces. */
const BORDER = new RegExp(
  `(?<=[^${UNSPACED}\\s\\p{P}]|[/_-])(?=[${UNSPACED}])|(?<=[${UNSPACED}])(?=[^${UNSPACED}\\s\\p{P}])|[「」『』（）【】、。，；：！？…]+`,
  "gu",
);

/** The addresses in a plain text, of pages, apps and mailboxes, each up to the next space. */
const addressesIn = (text: string): readonly string[] =>
  (text.replace(BORDER, " ").match(/\S+/g) ?? []).flatMap((word) => {
    if (!/[.:@/]/.test(word)) return [];
    const start = startOf(word);
    const address = start === undefined ? "" : word.slice(start);
    return address === "" || DIALLED.test(core(address)) ? [] : [address];
  });

const BETWEEN = /[,;|()[\]{}<>"“”„«»‹›]+/u;

const partsOf = (address: string): readonly string[] =>
  address
    .split(BETWEEN)
    .map(normalised)
    .filter((part) => part !== "");

/** Whether an address, without scheme and marks around, stands in the sources. */
export type IsGiven = (link: string) => boolean;

/** How much longer an address may be written than its plain form: a scheme, marks around it. */
const ROUND_ABOUT = 40;

/** Words of the sources that are read for all addresses of an answer, and places that are looked at for one of them. */
const MOST_WORDS = 500;
const MOST_PLACES = 300;

/** A page may be quoted whole, or by its host alone. */
const isSame = (given: string, link: string): boolean =>
  given === link || (!isMailbox(given) && hostOf(given) === link);

/**
 * Looks addresses up in the sources. They are searched for what is asked, since to read every address in a request of 256 KiB
 * would take ten times as long; after so much in vain it counts as not given.
 */
export const linksOf = (source: string): IsGiven => {
  const lower = source.toLowerCase();
  const text = source.length === lower.length ? source : lower;
  const found = new Map<string, boolean>();
  const read = new Map<string, readonly string[]>();
  const wordAt = (at: number, length: number): string =>
    (/\S*$/.exec(text.slice(Math.max(0, at - ROUND_ABOUT), at))?.[0] ?? "") +
    (/^\S*/.exec(text.slice(at, at + length + ROUND_ABOUT))?.[0] ?? "");
  const linksIn = (word: string): readonly string[] => {
    const links = read.get(word) ?? addressesIn(word).flatMap((address) => [normalised(address), ...partsOf(address)]);
    read.set(word, links);
    return links;
  };
  const search = (link: string): boolean => {
    const wanted = link.toLowerCase();
    let places = 0;
    for (let at = lower.indexOf(wanted); at >= 0 && wanted !== ""; at = lower.indexOf(wanted, at + wanted.length)) {
      places += 1;
      if (read.size > MOST_WORDS || places > MOST_PLACES) return false;
      if (linksIn(wordAt(at, link.length)).some((given) => isSame(given, link))) return true;
    }
    return false;
  };
  return (link) => {
    const known = found.get(link) ?? search(link);
    found.set(link, known);
    return known;
  };
};

const isQuoted = (address: string, isGiven: IsGiven): boolean => {
  if (isGiven(normalised(address))) return true;
  const parts = partsOf(address);
  return parts.length > 1 && parts.every(isGiven);
};

/** The first address of a plain text that the sources do not have. */
export const strangeLink = (text: string, isGiven: () => IsGiven): string | undefined => {
  const strange = addressesIn(text).find((address) => !isQuoted(address, isGiven()));
  return strange === undefined ? undefined : normalised(strange);
};
