import type * as t from "io-ts";
import { refinedString } from "../codec/refined-string";

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** Octets, RFC 5321 §4.5.3.1. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

const normalised = (text: string): string | undefined => {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  const fits = local.length <= LONGEST_LOCAL_PART && text.length <= LONGEST_ADDRESS;
  return fits && LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain.toLowerCase()}` : undefined;
};

/** A deliverable address in RFC 5321's dot-string form: the domain in lower case, the local part as given. */
export const EmailAddress = refinedString("an email address", normalised);
export type EmailAddress = t.TypeOf<typeof EmailAddress>;
