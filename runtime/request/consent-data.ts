import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import type { Type } from "io-ts";
import { isJsonObject, type JsonObject } from "../codec/json";
import { type Checked, checking, decoded, type Fault, faulty } from "./checked";
import { type Channel, ConsentData, consentFields } from "./request";
import { isShown } from "./storable-json";

const CODE = "INVALID_CONSENT_DATA";
const { required, optional } = consentFields;
type Name = keyof typeof required | keyof typeof optional;

const field = <A>(data: JsonObject, name: Name, codec: Type<A, unknown, unknown>): Checked<unknown> =>
  name !== "basis" && data[name] === undefined
    ? E.right(undefined)
    : decoded(codec, `consent_data.${name}`, CODE)(data[name]);

const unknownField = (name: string): Fault => {
  const place = isShown(name) ? `consent_data.${name}` : "consent_data";
  const message = isShown(name) ? "is not a field that is kept" : "has a field that is not kept";
  return { field: place, code: CODE, message: `${place} ${message}` };
};

/** What stood there unread would be taken for evidence that is kept. */
const noOther = (data: JsonObject): Checked<unknown> => {
  const known = [...Object.keys(required), ...Object.keys(optional)];
  const others = Object.keys(data).filter((name) => !known.includes(name));
  const faults = [...new Map(others.map((name) => [unknownField(name).field, unknownField(name)])).values()];
  return RA.isNonEmpty(faults) ? E.left(faults) : E.right(undefined);
};

/** The optional section `consent_data`, of whose fields only `basis` is required. */
export const checkConsentData = ({ consent_data: data }: JsonObject): Checked<ConsentData | undefined> => {
  if (data === undefined) return E.right(undefined);
  if (!isJsonObject(data)) return faulty("consent_data", CODE, "must be an object");
  return pipe(
    sequenceS(checking)({
      basis: field(data, "basis", required.basis),
      source: field(data, "source", optional.source),
      obtained_at: field(data, "obtained_at", optional.obtained_at),
      channels: field(data, "channels", optional.channels),
      text_reference: field(data, "text_reference", optional.text_reference),
      others: noOther(data),
    }),
    E.chain(() => decoded(ConsentData, "consent_data", CODE)(data)),
  );
};

/** Whether a consent is one for a channel: one that names no channels is for all. */
export const covers = (channel: Channel, consent: ConsentData | undefined): boolean =>
  consent?.channels?.includes(channel) ?? true;
