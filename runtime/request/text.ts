import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A codec for strings that pass `parse`, which gives the normalised value, or `undefined` for what is not one. */
export const refinedString = (
  name: string,
  parse: (text: string) => string | undefined,
): t.Type<string, string, unknown> =>
  new t.Type(
    name,
    (input): input is string => typeof input === "string" && parse(input) === input,
    (input, context) =>
      pipe(
        t.string.validate(input, context),
        E.chain((text) => {
          const parsed = parse(text);
          return parsed === undefined ? t.failure(input, context) : t.success(parsed);
        }),
      ),
    t.identity,
  );

/** A codec for strings that match `pattern`, kept as they are. */
export const patternString = (name: string, pattern: RegExp): t.Type<string, string, unknown> =>
  refinedString(name, (text) => (pattern.test(text) ? text : undefined));

/** NUL stops at the assistant's own store, a lone surrogate has no UTF-8 form. */
export const isStorableText = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

/** As much of a text as has at most so many bytes in UTF-8, in whole characters; half of a surrogate pair is no character. */
export const firstBytes = (text: string, bytes: number): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text).subarray(0, bytes), {
    stream: true,
  });

export const NonEmptyText = refinedString("a non-empty string", (text) => (text.trim() === "" ? undefined : text));

/** What ends a line, in one reader or another, and the other characters that no header of a mail takes. */
const NO_LINE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Text for a header of a mail, such as its subject. */
export const OneLine = refinedString("a non-empty string of one line, without control characters", (text) =>
  text.trim() === "" || text.search(NO_LINE) >= 0 ? undefined : text,
);

/** A line of what was written before only one was taken; none where nothing is left of it. */
export const madeOneLine = (text: string | undefined): string | undefined =>
  text?.replace(NO_LINE, " ").trim() || undefined;

/** Any string, read as the line that can be made of it. */
export const MadeOneLine = new t.Type<string | undefined, string | undefined, unknown>(
  t.string.name,
  (input): input is string | undefined => input === undefined || typeof input === "string",
  (input, context) => pipe(t.string.validate(input, context), E.map(madeOneLine)),
  t.identity,
);

/** How such a date-time is written; whether the calendar has it is another question. */
export const WRITTEN_DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/;

/** The calendar repeats every 400 years; `Date.UTC` would read a year below 100 as one of the 20th century. */
const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

const exists = (text: string): boolean => {
  const [, year, month, day] = WRITTEN_DATE_TIME.exec(text) ?? [];
  return (
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= daysInMonth(Number(year), Number(month))
  );
};

/** A date-time of ISO 8601's extended format that the calendar has; kept as given. */
export const IsoDateTime = refinedString("an ISO 8601 date-time that exists", (text) =>
  exists(text) ? text : undefined,
);
export type IsoDateTime = t.TypeOf<typeof IsoDateTime>;

/** libphonenumber reads past prefixes such as `whatsapp:` and letters; only a written number may reach it. */
export const WRITTEN_NUMBER = /^\+[0-9][0-9 ().-]{3,30}$/;

/** Mexico's mobile numbers lost this 1 in 2019; WhatsApp names its contacts there with it still, and finds them without. */
const FORMER_MEXICAN = /^\+521(?=\d{10}$)/;

/** Numbers from before Côte d'Ivoire's (2021) and Benin's (2024) became longer: WhatsApp accounts of that time keep them. */
const FORMER_LENGTH = /^\+(?:225|229)\d{8}$/;

const parsed = (text: string) =>
  WRITTEN_NUMBER.test(text) ? parsePhoneNumberFromString(text, { extract: false }) : undefined;

const normalisedNumber = (text: string): string | undefined => {
  const number = parsed(text);
  const today = number?.number.replace(FORMER_MEXICAN, "+52") ?? "";
  const numberOfToday = today === text ? number : parsed(today);
  return FORMER_LENGTH.test(today) || numberOfToday?.isPossible() ? today : undefined;
};

/** An E.164 number that is possible for its country (possible, not valid: number plans change faster than releases). */
export const Telephone = refinedString("an E.164 telephone number that is possible for its country", normalisedNumber);
export type Telephone = t.TypeOf<typeof Telephone>;

/** A country as telephone numbers tell it: ISO 3166-1, two letters. */
export const Country = refinedString("a country of ISO 3166 in two capital letters", (text) =>
  isSupportedCountry(text) ? text : undefined,
);

/**
 * The country that a number is of: satellites and other networks of no country have none, and ranges that nobody uses (those
 * for films and tests among them) are of the first country of their code.
 */
export const countryOf = (telephone: string): string | undefined => {
  const number = parsed(telephone);
  return number?.country ?? number?.getPossibleCountries()[0];
};

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** Octets, RFC 1035 §2.3.4, without the root's. */
const LONGEST_DOMAIN = 253;

/** A domain that mail can go to, in lower case. */
export const MailDomain = refinedString("a domain such as replies.ashgrove.example", (text) =>
  text.length <= LONGEST_DOMAIN && DOMAIN.test(text) ? text.toLowerCase() : undefined,
);

/** Octets, RFC 5321 §4.5.3.1. */
const LONGEST_LOCAL_PART = 64;
export const LONGEST_ADDRESS = 254;

const normalisedAddress = (text: string): string | undefined => {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  const fits = local.length <= LONGEST_LOCAL_PART && text.length <= LONGEST_ADDRESS;
  return fits && LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain.toLowerCase()}` : undefined;
};

/** A deliverable address in RFC 5321's dot-string form: the domain in lower case, the local part as given. */
export const EmailAddress = refinedString("an email address", normalisedAddress);
export type EmailAddress = t.TypeOf<typeof EmailAddress>;
