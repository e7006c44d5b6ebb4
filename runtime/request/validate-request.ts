import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as N from "fp-ts/number";
import * as O from "fp-ts/Option";
import * as Ord from "fp-ts/Ord";
import * as RA from "fp-ts/ReadonlyArray";
import * as RNEA from "fp-ts/ReadonlyNonEmptyArray";
import type { Type } from "io-ts";
import { isJsonObject, type JsonObject } from "../codec/json";
import { type Checked, checking, decoded, type Fault, faulty, section } from "./checked";
import { type ErrorCode, rankOf } from "./error-code";
import {
  addressFieldOf,
  Channel,
  ConsentData,
  consentFields,
  Identifier,
  type ProjectIds,
  type RecipientData,
  RequestId,
  type ValidRequest,
} from "./request";
import { isShown, isStorableName, NAMES, TEXT, unstorableIn } from "./storable-json";
import { EmailAddress, IsoDateTime, isStorableText, Telephone } from "./text";

const identifier = (data: JsonObject, name: keyof ProjectIds): Checked<Identifier> => {
  const field = `company_data.${name}`;
  const value = data[name];
  return value === undefined || value === null || value === ""
    ? faulty(field, "MISSING_IDENTIFIERS", "is required")
    : decoded(Identifier, field, "INVALID_IDENTIFIERS")(value);
};

export const checkCompanyData = (body: JsonObject): Checked<ProjectIds> =>
  pipe(
    section(body, "company_data", { missing: "MISSING_IDENTIFIERS", type: "INVALID_COMPANY_DATA_TYPE" }),
    E.chain((data) =>
      sequenceS(checking)({ company_id: identifier(data, "company_id"), project_id: identifier(data, "project_id") }),
    ),
  );

/** What is asked: by which id, on which channel, when. */
type RequestData = {
  readonly request_id: RequestId;
  readonly channel_method: Channel;
  readonly initial_request_timestamp: IsoDateTime;
};

type Codes = { readonly missing: ErrorCode; readonly format: ErrorCode; readonly invalid: ErrorCode };

const text = (data: JsonObject, name: keyof RequestData, codes: Codes): Checked<string> => {
  const field = `request_data.${name}`;
  const value = data[name];
  if (value === undefined) return faulty(field, codes.missing, "is required");
  return typeof value === "string" && value !== ""
    ? E.right(value)
    : faulty(field, codes.format, "must be a non-empty string");
};

const field = <A>(
  data: JsonObject,
  name: keyof RequestData,
  codec: Type<A, unknown, unknown>,
  codes: Codes,
): Checked<A> => pipe(text(data, name, codes), E.chain(decoded(codec, `request_data.${name}`, codes.invalid)));

/** The channel alone, for the checks that depend on it. */
const channelOf = (data: JsonObject): Checked<Channel> =>
  pipe(
    text(data, "channel_method", {
      missing: "MISSING_CHANNEL_METHOD",
      format: "INVALID_CHANNEL_METHOD_FORMAT",
      invalid: "UNSUPPORTED_CHANNEL",
    }),
    E.map((channel) => channel.toLowerCase()),
    E.chain(decoded(Channel, "request_data.channel_method", "UNSUPPORTED_CHANNEL")),
  );

const requestId = (data: JsonObject): Checked<RequestId> =>
  field(data, "request_id", RequestId, {
    missing: "MISSING_REQUEST_ID",
    format: "INVALID_REQUEST_ID_FORMAT",
    invalid: "INVALID_REQUEST_ID",
  });

const timestamp = (data: JsonObject): Checked<IsoDateTime> =>
  field(data, "initial_request_timestamp", IsoDateTime, {
    missing: "MISSING_INITIAL_REQUEST_TIMESTAMP",
    format: "INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    invalid: "INVALID_TIMESTAMP",
  });

/** The section itself, before its fields are looked at. */
const requestSection = (body: JsonObject): Checked<JsonObject> =>
  section(body, "request_data", { missing: "MISSING_REQUEST_DATA", type: "INVALID_REQUEST_DATA_TYPE" });

export const checkRequestData = (body: JsonObject): Checked<RequestData> =>
  pipe(
    requestSection(body),
    E.chain((data) =>
      sequenceS(checking)({
        request_id: requestId(data),
        channel_method: channelOf(data),
        initial_request_timestamp: timestamp(data),
      }),
    ),
  );

const oncePerField = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [fault.field, fault])).values(),
];

/** Free-form data for the assistant, optional. */
export const checkProjectData = (body: JsonObject): Checked<JsonObject | undefined> => {
  const value = body.project_data;
  if (value === undefined) return E.right(undefined);
  if (!isJsonObject(value)) return faulty("project_data", "INVALID_PROJECT_DATA", "must be an object");
  return pipe(
    unstorableIn(value, "project_data"),
    O.match(
      () => E.right(value),
      ({ path, must }) => faulty(path, "INVALID_PROJECT_DATA", must),
    ),
  );
};

const { required, optional } = consentFields;

const evidence = <A>(
  data: JsonObject,
  name: keyof typeof required | keyof typeof optional,
  codec: Type<A, unknown, unknown>,
): Checked<unknown> =>
  name !== "basis" && data[name] === undefined
    ? E.right(undefined)
    : decoded(codec, `consent_data.${name}`, "INVALID_CONSENT_DATA")(data[name]);

/** What stood there unread would be taken for evidence that is kept. */
const unknownEvidence = (name: string): Fault => {
  const field = isShown(name) ? `consent_data.${name}` : "consent_data";
  const message = isShown(name) ? "is not a field that is kept" : "has a field that is not kept";
  return { field, code: "INVALID_CONSENT_DATA", message: `${field} ${message}` };
};

const noOtherEvidence = (data: JsonObject): Checked<unknown> => {
  const known = [...Object.keys(required), ...Object.keys(optional)];
  const others = Object.keys(data).filter((name) => !known.includes(name));
  const faults = oncePerField(others.map(unknownEvidence));
  return RA.isNonEmpty(faults) ? E.left(faults) : E.right(undefined);
};

/** The optional section `consent_data`, of whose fields only `basis` is required. */
const checkConsentData = ({ consent_data: data }: JsonObject): Checked<ConsentData | undefined> => {
  if (data === undefined) return E.right(undefined);
  if (!isJsonObject(data)) return faulty("consent_data", "INVALID_CONSENT_DATA", "must be an object");
  return pipe(
    sequenceS(checking)({
      basis: evidence(data, "basis", required.basis),
      source: evidence(data, "source", optional.source),
      obtained_at: evidence(data, "obtained_at", optional.obtained_at),
      channels: evidence(data, "channels", optional.channels),
      text_reference: evidence(data, "text_reference", optional.text_reference),
      others: noOtherEvidence(data),
    }),
    E.chain(() => decoded(ConsentData, "consent_data", "INVALID_CONSENT_DATA")(data)),
  );
};

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

const isText = (entry: readonly [string, unknown]): entry is readonly [string, string] =>
  isStorableName(entry[0]) && typeof entry[1] === "string" && isStorableText(entry[1]);

const textFault = ([name, value]: readonly [string, unknown]): Fault => {
  const field = isShown(name) ? `recipient_data.${name}` : "recipient_data";
  const must = isStorableName(name) ? (typeof value === "string" ? TEXT : "must hold text") : NAMES;
  return { field, code: "INVALID_RECIPIENT_DATA", message: `${field} ${must}` };
};

/** Null is absent. One pass, not an applicative traversal: a hostile section can have tens of thousands of fields. */
const checkTexts = (
  data: JsonObject,
  checkedElsewhere: readonly string[],
): Checked<Readonly<Record<string, string>>> => {
  const { left, right } = pipe(
    Object.entries(data).filter(([name, value]) => value !== null && !checkedElsewhere.includes(name)),
    RA.partition(isText),
  );
  const faults = oncePerField(left.map((entry) => textFault(entry)));
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

const byOrderOfChecks: Ord.Ord<Fault> = pipe(
  N.Ord,
  Ord.contramap(({ code }: Fault) => rankOf(code)),
);

const requestedChannel = (body: JsonObject): Channel | undefined =>
  pipe(
    requestSection(body),
    E.chain(channelOf),
    E.match(
      () => undefined,
      (channel) => channel,
    ),
  );

/** Checks a whole body; the faults come in the order of the checks, so that the first names the answer. */
export const validateRequest = (body: JsonObject): Checked<ValidRequest> =>
  pipe(
    sequenceS(checking)({
      project: checkCompanyData(body),
      asked: checkRequestData(body),
      recipient: checkRecipientData(body, requestedChannel(body)),
      projectData: checkProjectData(body),
      consent: checkConsentData(body),
    }),
    E.bimap(RNEA.sort(byOrderOfChecks), ({ asked, ...sections }) => ({
      ...sections,
      id: asked.request_id,
      channel: asked.channel_method,
      address: sections.recipient[addressFieldOf[asked.channel_method]] ?? "",
      requestedAt: asked.initial_request_timestamp,
    })),
  );
