import * as t from "io-ts";
import { IsoDateTime, isStorableText, patternString, refinedString } from "./text";

export const Channel = t.keyof({ whatsapp: null, sms: null, email: null }, "whatsapp, sms or email");
export type Channel = t.TypeOf<typeof Channel>;

export const channels: readonly Channel[] = ["whatsapp", "sms", "email"];

/** A company's or project's id. It never holds `#`, which separates the parts of a conversation id. */
export const IDENTIFIER = /^[A-Za-z0-9._-]{1,64}$/;
export const Identifier = patternString("1 to 64 of A-Z a-z 0-9 . _ -", IDENTIFIER);
export type Identifier = t.TypeOf<typeof Identifier>;

export const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The client's idempotency key within a company and project. */
export const RequestId = patternString("a canonical lower-case UUID version 4", REQUEST_ID);
export type RequestId = t.TypeOf<typeof RequestId>;

/** The recipient's field that holds the address a channel reaches. */
export const addressFieldOf = {
  whatsapp: "recipient_tel",
  sms: "recipient_tel",
  email: "recipient_email",
} as const satisfies Record<Channel, string>;

/** The tenant that a request acts for, as it stands in the company table. */
export type ProjectIds = { readonly company_id: Identifier; readonly project_id: Identifier };

/** The person to be reached; unknown fields are kept, as strings. */
export type RecipientData = {
  readonly comms_consent: boolean;
  readonly recipient_tel?: string;
  readonly recipient_email?: string;
  readonly recipient_first_name?: string;
  readonly recipient_last_name?: string;
  readonly [field: string]: string | boolean;
};

/** Characters of a text of `consent_data`. */
export const LONGEST_EVIDENCE = 200;

const Evidence = refinedString(`a non-empty text of at most ${LONGEST_EVIDENCE} characters, without NUL`, (text) =>
  text.trim() !== "" && text.length <= LONGEST_EVIDENCE && isStorableText(text) ? text : undefined,
);

const isChannels = (input: unknown): input is readonly Channel[] =>
  Array.isArray(input) && input.length > 0 && new Set(input).size === input.length && input.every(Channel.is);

/** Named as a whole. */
const Channels: t.Type<readonly Channel[], readonly Channel[], unknown> = new t.Type(
  `a list of ${Channel.name}, each once`,
  isChannels,
  (input, context) => (isChannels(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);

const Basis = t.keyof(
  { consent: null, contract: null, legitimate_interest: null },
  "consent, contract or legitimate_interest",
);

/** The fields of `consent_data`, of which only the basis is required. */
export const consentFields = {
  required: { basis: Basis },
  optional: { source: Evidence, obtained_at: IsoDateTime, channels: Channels, text_reference: Evidence },
};

/** What the company says of why it may write to the recipient: kept beside the message, as the evidence for it. */
export const ConsentData = t.readonly(
  t.intersection([t.type(consentFields.required), t.partial(consentFields.optional)]),
);
export type ConsentData = t.TypeOf<typeof ConsentData>;

/** A request that passed every check. */
export type ValidRequest = {
  readonly id: RequestId;
  readonly project: ProjectIds;
  readonly channel: Channel;
  readonly recipient: RecipientData;
  /** The one of the recipient's addresses that the channel reaches. */
  readonly address: string;
  readonly projectData: Readonly<Record<string, unknown>> | undefined;
  /** What the company says of why it may write, where it says so. */
  readonly consent: ConsentData | undefined;
  /** By the client's clock. */
  readonly requestedAt: IsoDateTime;
};

/** How large the data of a request may be. */
export type DataLimits = {
  /** Characters of one text. */
  readonly text: number;
  /** Items of one list, and fields of one object. */
  readonly list: number;
  /** Bytes of one section as JSON. */
  readonly bytes: number;
};
