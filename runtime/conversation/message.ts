import * as t from "io-ts";
import type { JsonObject } from "../codec/json";
import { IsoDateTime, NonEmptyText } from "../codec/text";
import { addressFieldOf, Channel, Identifier, RequestId } from "../request/request";
import type { CompanyData, ValidRequest } from "../request/validate-request";
import type { ConversationKey, Correlation } from "./conversation";

const FrontendPayload = t.intersection([
  t.type({
    company_data: t.type({ company_id: Identifier, project_id: Identifier }),
    recipient_data: t.intersection([
      t.type({ comms_consent: t.boolean }),
      t.partial({ recipient_tel: t.string, recipient_email: t.string }),
      t.record(t.string, t.union([t.string, t.boolean])),
    ]),
    request_data: t.type({ request_id: RequestId, channel_method: Channel, initial_request_timestamp: IsoDateTime }),
  }),
  t.partial({ project_data: t.record(t.string, t.unknown) }),
]);

/**
 * The queue message. Further fields are let through, so that a processor reads messages of the version before and after
 * its own; a change that an older processor cannot live with needs a new `metadata.schema`.
 */
export const ContextObject = t.type({
  frontend_payload: FrontendPayload,
  company_data_payload: t.record(t.string, t.unknown),
  conversation_data: t.type({ conversation_id: NonEmptyText, conversation_status: t.string }),
  metadata: t.type({ router_version: t.string, schema: t.number, accepted_at: IsoDateTime }),
});
export type ContextObject = t.TypeOf<typeof ContextObject>;

/** `company#project#request#sender`, the sender's number without its `+`. */
export const conversationId = ({ company_id, project_id }: CompanyData, requestId: RequestId, sender: string): string =>
  [company_id, project_id, requestId, sender.replace(/^\+(?=\d+$)/, "")].join("#");

/** The version of the message's form, raised only when an older processor could not read it. */
const SCHEMA = 1;

type Acceptance = { readonly routerVersion: string; readonly acceptedAt: Date; readonly sender: string };

/** Everything a processor needs, so that it reads no company record of its own. */
export const buildContext = (request: ValidRequest, company: JsonObject, acceptance: Acceptance): ContextObject => ({
  frontend_payload: request,
  company_data_payload: { ...company },
  conversation_data: {
    conversation_id: conversationId(request.company_data, request.request_data.request_id, acceptance.sender),
    conversation_status: "initiated",
  },
  metadata: {
    router_version: acceptance.routerVersion,
    schema: SCHEMA,
    accepted_at: acceptance.acceptedAt.toISOString(),
  },
});

/** What SQS refuses in a message (API reference, SendMessage) and JSON leaves as it is; the other refused characters JSON escapes. */
const REFUSED_BY_SQS = /[\uFFFE\uFFFF]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

/** A message body as JSON that SQS accepts. */
export const encodeMessage = (context: unknown): string => JSON.stringify(context).replace(REFUSED_BY_SQS, escaped);

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

export const queuedMessage = (context: ContextObject): QueuedMessage => {
  const { company_data, recipient_data, request_data } = context.frontend_payload;
  const channel = request_data.channel_method;
  const field = addressFieldOf[channel];
  return {
    channel,
    body: encodeMessage(context),
    attributes: {
      channelMethod: channel,
      conversationId: context.conversation_data.conversation_id,
      routerTimestamp: context.metadata.accepted_at,
      [recipientAttribute[field]]: recipient_data[field] ?? "",
    },
    groupId: company_data.company_id,
  };
};

export const conversationKey = ({ frontend_payload, conversation_data }: ContextObject): ConversationKey => ({
  primary_channel: frontend_payload.recipient_data[addressFieldOf[frontend_payload.request_data.channel_method]] ?? "",
  conversation_id: conversation_data.conversation_id,
});

/** By what a request is followed through the logs of all functions. */
export const correlationOf = ({ frontend_payload, conversation_data }: ContextObject): Correlation => ({
  request_id: frontend_payload.request_data.request_id,
  conversation_id: conversation_data.conversation_id,
  company_id: frontend_payload.company_data.company_id,
  project_id: frontend_payload.company_data.project_id,
  channel: frontend_payload.request_data.channel_method,
});
