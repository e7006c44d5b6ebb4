import type * as t from "io-ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { refinedString } from "../codec/refined-string";

/** libphonenumber reads past prefixes such as `whatsapp:` and letters; only a written number may reach it. */
const WRITTEN = /^\+[0-9][0-9 ().-]{3,30}$/;

const normalised = (text: string): string | undefined => {
  const number = WRITTEN.test(text) ? parsePhoneNumberFromString(text, { extract: false }) : undefined;
  return number?.isPossible() ? number.number : undefined;
};

/** An E.164 number that is possible for its country (possible, not valid: number plans change faster than releases). */
export const Telephone = refinedString("an E.164 telephone number that is possible for its country", normalised);
export type Telephone = t.TypeOf<typeof Telephone>;
