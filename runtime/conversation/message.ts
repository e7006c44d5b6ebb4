import * as E from "fp-ts/Either";
import { flow, identity, pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr, type JsonObject, parseJson } from "../codec/json";
import { Company } from "../company/company";
import {
  addressFieldOf,
  Channel,
  ConsentData,
  Identifier,
  type ProjectIds,
  RequestId,
  type ValidRequest,
} from "../request/request";
import { IsoDateTime, NonEmptyText } from "../request/text";
import type { ConversationKey, Correlation } from "./conversation";

/** What goes through the queue: a request, and all that a processor needs of its project, so that it reads no company record of its own. */
export type Message = {
  readonly conversationId: string;
  readonly request: ValidRequest;
  readonly company: Company;
  readonly acceptedAt: IsoDateTime;
  readonly routerVersion: string;
};

/**
 * The message as it travels, the context object. Further fields are let through, so that a processor reads messages of the
 * version before and after its own; a change that an older processor cannot live with needs a new `metadata.schema`.
 */
const ContextObject = t.type({
  frontend_payload: t.intersection([
    t.type({
      company_data: t.type({ company_id: Identifier, project_id: Identifier }),
      recipient_data: t.intersection([
        t.type({ comms_consent: t.boolean }),
        t.partial({ recipient_tel: t.string, recipient_email: t.string }),
        t.record(t.string, t.union([t.string, t.boolean])),
      ]),
      request_data: t.type({ request_id: RequestId, channel_method: Channel, initial_request_timestamp: IsoDateTime }),
    }),
    t.partial({ project_data: t.record(t.string, t.unknown), consent_data: ConsentData }),
  ]),
  conversation_data: t.type({ conversation_id: NonEmptyText, conversation_status: t.string }),
  metadata: t.type({ router_version: t.string, schema: t.number, accepted_at: IsoDateTime }),
  company_data_payload: Company,
});

/** The newest version of the context object's form. */
const LATEST_SCHEMA = 2;

/**
 * The version of a request's form, above 1 only where the request has what an older processor would pass over: it would take
 * the same request with `consent_data` for another one, and keep no evidence.
 */
export const schemaOf = ({ consent }: ValidRequest): number => (consent === undefined ? 1 : LATEST_SCHEMA);

/** The context object of a message. */
export const contextOf = ({ conversationId, request, company, acceptedAt, routerVersion }: Message): JsonObject => ({
  frontend_payload: {
    company_data: request.project,
    request_data: {
      request_id: request.id,
      channel_method: request.channel,
      initial_request_timestamp: request.requestedAt,
    },
    recipient_data: request.recipient,
    ...(request.projectData === undefined ? {} : { project_data: request.projectData }),
    ...(request.consent === undefined ? {} : { consent_data: request.consent }),
  },
  company_data_payload: company.record,
  conversation_data: { conversation_id: conversationId, conversation_status: "initiated" },
  metadata: { router_version: routerVersion, schema: schemaOf(request), accepted_at: acceptedAt },
});

const messageOf = (context: t.TypeOf<typeof ContextObject>): Message => {
  const { company_data, recipient_data, request_data, project_data, consent_data } = context.frontend_payload;
  return {
    conversationId: context.conversation_data.conversation_id,
    request: {
      id: request_data.request_id,
      project: { company_id: company_data.company_id, project_id: company_data.project_id },
      channel: request_data.channel_method,
      recipient: recipient_data,
      address: recipient_data[addressFieldOf[request_data.channel_method]] ?? "",
      projectData: project_data,
      consent: consent_data,
      requestedAt: request_data.initial_request_timestamp,
    },
    company: context.company_data_payload,
    acceptedAt: context.metadata.accepted_at,
    routerVersion: context.metadata.router_version,
  };
};

/** The message of a context object, or which places of it are wrong. */
export const decodeMessage: (context: unknown) => E.Either<string, Message> = flow(
  decodeOr(ContextObject, (places) => places),
  E.map(messageOf),
);

/** Not a context object, or not one that can be recorded. */
export type Malformed = { readonly _tag: "Malformed"; readonly reason: string };

const malformed = (reason: string): Malformed => ({ _tag: "Malformed", reason });

/** Of a form that only a later version knows: whoever meets it leaves it to that version. */
export type UnknownSchema = { readonly _tag: "UnknownSchema"; readonly reason: string };

/** Whether a message of this schema, or a record that was made of one, can be read here. */
export const knownSchema = (schema: unknown): E.Either<UnknownSchema, unknown> =>
  typeof schema === "number" && schema > LATEST_SCHEMA
    ? E.left({ _tag: "UnknownSchema", reason: `schema ${schema}, and this version knows none above ${LATEST_SCHEMA}` })
    : E.right(schema);

const Versioned = t.type({ metadata: t.type({ schema: t.number }) });

const malformedOrLater = (places: string, context: unknown): Malformed | UnknownSchema =>
  pipe(
    knownSchema(Versioned.is(context) ? context.metadata.schema : undefined),
    E.match(identity, (): Malformed | UnknownSchema => malformed(`context object: ${places}`)),
  );

/** Reads the body of a queue message. A later schema's may be readable, and still mean something else. */
export const readMessage: (body: string) => E.Either<Malformed | UnknownSchema, Message> = flow(
  parseJson(() => malformed("not JSON")),
  E.chainW(decodeOr(ContextObject, malformedOrLater)),
  E.chainFirstW(({ metadata }) => knownSchema(metadata.schema)),
  E.map(messageOf),
);

/** Later than that the guards against a second send may be gone (`conversationTtlDays` is at least 35). */
const LATEST_DAYS = 28;
const MS_PER_DAY = 86_400_000;

/** Whether nobody may send it any more; a time that JavaScript cannot read (ISO 8601 has more forms) counts as late. */
export const isLate = (acceptedAt: string, now: Date): boolean =>
  !(now.getTime() - Date.parse(acceptedAt) <= LATEST_DAYS * MS_PER_DAY);

/** Accepted too long ago for the guards against a second send to stand. */
export type TooLate = { readonly _tag: "TooLate" };

/** A message that may still be sent. */
export const sendable = (message: Message, now: Date): E.Either<Malformed | TooLate, Message> => {
  if (message.request.address === "") {
    return E.left(malformed("context object: the recipient has no address on this channel"));
  }
  return isLate(message.acceptedAt, now) ? E.left({ _tag: "TooLate" }) : E.right(message);
};

/** `company#project#request#sender`, the sender's number without its `+`. */
const conversationId = ({ company_id, project_id }: ProjectIds, requestId: RequestId, sender: string): string =>
  [company_id, project_id, requestId, sender.replace(/^\+(?=\d+$)/, "")].join("#");

type Acceptance = { readonly routerVersion: string; readonly acceptedAt: Date; readonly sender: string };

/** The message of a request that is accepted. */
export const newMessage = (
  request: ValidRequest,
  company: Company,
  { routerVersion, acceptedAt, sender }: Acceptance,
): Message => ({
  conversationId: conversationId(request.project, request.id, sender),
  request,
  company,
  acceptedAt: acceptedAt.toISOString(),
  routerVersion,
});

export const conversationKey = ({ conversationId, request }: Message): ConversationKey => ({
  primary_channel: request.address,
  conversation_id: conversationId,
});

/** By what a request is followed through the logs of all functions. */
export const correlationOf = ({ conversationId, request }: Message): Correlation => ({
  request_id: request.id,
  conversation_id: conversationId,
  ...request.project,
  channel: request.channel,
});

/** What SQS refuses in a message (API reference, SendMessage) and JSON leaves as it is; the other refused characters JSON escapes. */
const REFUSED_BY_SQS = /[\uFFFE\uFFFF]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

/** A context object as JSON that SQS accepts. */
export const encodeContext = (context: unknown): string => JSON.stringify(context).replace(REFUSED_BY_SQS, escaped);

/** A message for one channel's queue. */
export type QueuedMessage = {
  readonly channel: Channel;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groupId: string;
};

/** Bytes of body and attributes together; SQS allows more today, the queues are declared with this. */
export const LARGEST_MESSAGE = 262_144;

const TYPE = "String";
const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/** Bytes that count against the limit: the body, and each attribute's name, type and value. */
export const sizeOf = ({ body, attributes }: QueuedMessage): number =>
  Object.entries(attributes).reduce(
    (total, [name, value]) => total + bytes(name) + bytes(TYPE) + bytes(value),
    bytes(body),
  );

const recipientAttribute = { recipient_tel: "recipientTel", recipient_email: "recipientEmail" } as const;

export const queuedMessage = (message: Message): QueuedMessage => {
  const { channel, project } = message.request;
  return {
    channel,
    body: encodeContext(contextOf(message)),
    attributes: {
      channelMethod: channel,
      conversationId: message.conversationId,
      routerTimestamp: message.acceptedAt,
      [recipientAttribute[addressFieldOf[channel]]]: message.request.address,
    },
    groupId: project.company_id,
  };
};

/** Bytes of a new record. DynamoDB allows 400 KB for an item with its local-index copies; the draft, the message and notes come later. */
export const LARGEST_RECORD = 350 * 1024;

/** A number takes a byte for two digits and one more, and another for a sign (developer guide, "DynamoDB item sizes and formats"). */
const numberSize = (value: number): number => Math.ceil(String(Math.abs(value)).length / 2) + 2;

const CONTAINER = 3;
const PER_ELEMENT = 1;

/** Bytes of a value as DynamoDB counts them, or a few more. */
export const sizeOfValue = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value, "utf8");
  if (typeof value === "number") return numberSize(value);
  if (typeof value !== "object" || value === null) return 1;
  const entries = Array.isArray(value) ? value.map((item: unknown) => ["", item] as const) : Object.entries(value);
  return entries.reduce(
    (total, [name, item]) => total + Buffer.byteLength(name, "utf8") + sizeOfValue(item) + PER_ELEMENT,
    CONTAINER,
  );
};

/** What the record has beside the context object: its own attributes' names and values, and a second copy of the index keys. */
const OWN_ATTRIBUTES = 4 * 1024;

/** Whether the record that a message leads to can be stored. */
export const fitsRecord = (message: Message): boolean =>
  sizeOfValue(contextOf(message)) + OWN_ATTRIBUTES <= LARGEST_RECORD;
