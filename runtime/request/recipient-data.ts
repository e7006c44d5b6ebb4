import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import type { Type } from "io-ts";
import type { JsonObject } from "../codec/json";
import { type Checked, checking, decoded, type Fault, faulty, section } from "./checked";
import type { ErrorCode } from "./error-code";
import { addressFieldOf, type Channel, type RecipientData } from "./request";
import { isStorableName, isStorableText } from "./storable-json";
import { EmailAddress, Telephone } from "./text";

type Address = {
  readonly name: "recipient_tel" | "recipient_email";
  readonly codec: Type<string, string, unknown>;
  readonly missing: ErrorCode;
  readonly invalid: ErrorCode;
};

const addresses: Readonly<Record<Address["name"], Address>> = {
  recipient_tel: {
    name: "recipient_tel",
    codec: Telephone,
    missing: "MISSING_RECIPIENT_TEL",
    invalid: "INVALID_RECIPIENT_TEL",
  },
  recipient_email: {
    name: "recipient_email",
    codec: EmailAddress,
    missing: "MISSING_RECIPIENT_EMAIL",
    invalid: "INVALID_RECIPIENT_EMAIL",
  },
};

const checkAddress = (data: JsonObject, { name, codec, missing, invalid }: Address): Checked<JsonObject> => {
  const field = `recipient_data.${name}`;
  const value = data[name];
  if (value === undefined || value === null || value === "")
    return faulty(field, missing, "is required on this channel");
  return pipe(
    decoded(codec, field, invalid)(value),
    E.map((address) => ({ [name]: address })),
  );
};

const checkConsent = (data: JsonObject): Checked<boolean> => {
  const field = "recipient_data.comms_consent";
  const value = data.comms_consent;
  if (value === undefined) return faulty(field, "MISSING_COMMS_CONSENT", "is required");
  return typeof value === "boolean"
    ? E.right(value)
    : faulty(field, "INVALID_COMMS_CONSENT_TYPE", "must be true or false");
};

/** A field name comes from outside: only one in the historical form is shown. */
const shown = (name: string): string =>
  /^[a-z][a-z0-9_]{0,63}$/i.test(name) ? `recipient_data.${name}` : "recipient_data";

const isText = (entry: readonly [string, unknown]): entry is readonly [string, string] =>
  isStorableName(entry[0]) && typeof entry[1] === "string" && isStorableText(entry[1]);

const textFault = (field: string): Fault => ({
  field,
  code: "INVALID_RECIPIENT_DATA",
  message: `${field} must hold strings that can be stored`,
});

/** One pass, not an applicative traversal: a hostile section can have tens of thousands of fields. */
const checkTexts = (
  data: JsonObject,
  checkedElsewhere: readonly string[],
): Checked<Readonly<Record<string, string>>> => {
  const { left, right } = pipe(
    Object.entries(data).filter(([name]) => !checkedElsewhere.includes(name)),
    RA.partition(isText),
  );
  const faults = [...new Set(left.map(([name]) => shown(name)))].map(textFault);
  return RA.isNonEmpty(faults) ? E.left(faults) : E.right(Object.fromEntries(right));
};

const checkFields = (data: JsonObject, address: Address | undefined): Checked<RecipientData> =>
  pipe(
    sequenceS(checking)({
      address: address === undefined ? E.right({}) : checkAddress(data, address),
      texts: checkTexts(data, ["comms_consent", ...(address === undefined ? Object.keys(addresses) : [address.name])]),
      comms_consent: checkConsent(data),
    }),
    E.map(({ address, texts, comms_consent }) => ({ ...texts, ...address, comms_consent })),
  );

/** The recipient's section; without a known channel the addresses are left unchecked. */
export const checkRecipientData = (body: JsonObject, channel: Channel | undefined): Checked<RecipientData> =>
  pipe(
    section(body, "recipient_data", { missing: "MISSING_RECIPIENT_DATA", type: "INVALID_RECIPIENT_DATA_TYPE" }),
    E.chain((data) => checkFields(data, channel === undefined ? undefined : addresses[addressFieldOf[channel]])),
  );
