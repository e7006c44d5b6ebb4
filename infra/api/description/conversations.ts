import { ConversationStatus } from "../../../runtime/conversation/conversation";
import { LONGEST_NAME, LONGEST_REASON } from "../../../runtime/desk/cancel-action";
import type { Content, Progress } from "../../../runtime/desk/conversation-view";
import { MOST_MESSAGES, type ToldMessage } from "../../../runtime/desk/message-list";
import type { ErrorCode } from "../../../runtime/request/error-code";
import { channels } from "../../../runtime/request/request";
import examples from "./conversation-examples.json";
import { KEYED, refusalsOf, WITH_BODY } from "./refusals";
import { EXAMPLE_IDS, identifier, requestId } from "./request";
import { anything, instant, json, oneOf, only, orNull, type Part, record, ref, text, wordOf } from "./schema";

const count = (description: string): Part => ({ type: "integer", minimum: 0, description });
const tokens = orNull(count("Of the assistant's; null of what a person wrote"));

const conversationStatus: Part = oneOf(
  Object.keys(ConversationStatus.keys),
  "What became of the conversation; an unknown word of a later release means that it goes on",
);

const progress: Readonly<Record<keyof Progress, Part>> = {
  status: only("success"),
  request_id: text("As it was asked for"),
  conversation_id: orNull(text("Of the conversation; null of a request that was cancelled before it was taken up")),
  channel: orNull(oneOf(channels, "The channel; null like `conversation_id`")),
  conversation_status: wordOf("ConversationStatus"),
  delivery_status: orNull(text("The carrier's newest word on the delivery")),
  failure_reason: orNull(text("Why nothing was sent, or it did not arrive")),
  scheduled_for: orNull(instant("When it is to be sent, where that is later")),
  waiting: orNull(oneOf(["approval", "person"], "For what it waits")),
  handed_off: { type: "boolean", description: "Whether a person has taken it over" },
  turns: count("Of our messages after the first"),
  received: count("Messages of the recipient's"),
  fallback: orNull(anything("The conversation on the next channel")),
  created_at: orNull(instant("When it was put on record")),
  updated_at: orNull(instant("When its record last changed")),
};

const recipient = orNull(
  record(
    {
      recipient_first_name: orNull(text("As in the request")),
      recipient_last_name: orNull(text("As in the request")),
      recipient_tel: orNull(text("In E.164")),
      recipient_email: orNull(text("As in the request, its domain in lower case")),
    },
    { description: "Whom it is with" },
  ),
);

const message: Readonly<Record<keyof ToldMessage, Part>> = {
  message_id: orNull(text("The carrier's; null where only an operator knows that it was sent")),
  timestamp: instant("When it was sent or received"),
  role: oneOf(["assistant", "user"], "Ours or theirs"),
  content: text("What was written"),
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
  delivery_status: orNull(text("The carrier's newest word on it; null of theirs")),
  author: text("Who wrote it: assistant or recipient; later releases know people"),
  by: orNull(text("The person who wrote it for the company")),
  message_kind: text("What kind of message it is: text, media, keyword …"),
  media: { type: "array", items: ref("File"), description: "Files that came with it" },
  turn: orNull(count("Of our messages; 0 is the first, null is theirs")),
};

const content: Readonly<Record<keyof Content, Part>> = {
  recipient,
  consent: orNull(anything("The request's `consent_data`")),
  draft: orNull(anything("What waits for approval")),
  reply_window_until: orNull(instant("Until when a person may be answered freely, on WhatsApp")),
  hand_off_to_human_reason: orNull(text("Why a person has taken it over")),
  messages: {
    type: "array",
    description: `Both sides' in order, the newest ${MOST_MESSAGES}`,
    maxItems: MOST_MESSAGES,
    items: ref("Message"),
  },
  cursor: orNull(text("With it, older messages are asked for; null where there are none")),
};

export const conversationSchemas: Readonly<Record<string, Part>> = {
  ConversationStatus: conversationStatus,
  Message: record(message),
  Conversation: {
    ...record(progress, { description: "What became of a request. A desk key is told the content as well." }),
    properties: { ...progress, ...content },
  },
  CancelAction: {
    type: "object",
    properties: {
      reason: text(`Why, in at most ${LONGEST_REASON} characters without NUL`, { maxLength: LONGEST_REASON }),
      by: text("Who, as the company names them; without NUL", { minLength: 1, maxLength: LONGEST_NAME }),
    },
  },
  Cancelled: record({
    status: only("success"),
    request_id: text("As it was asked for"),
    conversation_id: orNull(text("Of the conversation; null where the request was not taken up yet")),
    conversation_status: wordOf("ConversationStatus"),
    cancelled_at: instant("When it was cancelled first"),
    message: text("In plain words"),
  }),
};

const { company_id, project_id, request_id } = EXAMPLE_IDS;
const conversation_id = `${company_id}#${project_id}#${request_id}#447400000001`;

/** Of every path of a conversation. */
export const idParameters: readonly Part[] = [
  { name: "company_id", in: "path", required: true, schema: identifier("The company"), example: company_id },
  { name: "project_id", in: "path", required: true, schema: identifier("Its project"), example: project_id },
  { name: "request_id", in: "path", required: true, schema: requestId("Of the request"), example: request_id },
];

const cursor: Part = {
  name: "cursor",
  in: "query",
  description: "From an answer before: what is older. It says something to a desk key only",
  schema: { type: "string" },
};

const IDS: readonly ErrorCode[] = ["INVALID_IDENTIFIERS", "INVALID_REQUEST_ID"];
const STORE: readonly ErrorCode[] = ["DATABASE_ERROR", "INTERNAL_ERROR"];

const idWords = {
  INVALID_IDENTIFIERS: {
    when: "An id of the path has other characters, or too many",
    message: "company_id must be 1 to 64 of A-Z a-z 0-9 . _ -",
    field: "company_id",
  },
  INVALID_REQUEST_ID: {
    when: "The id is no UUID version 4 in lower case",
    message: "request_id must be a canonical lower-case UUID version 4",
    field: "request_id",
  },
};

export const tell: Part = {
  operationId: "getConversation",
  summary: "What became of a request",
  description:
    "Read as it stands, with no delay. A client key is told how far it has come; a desk key what was said as well. A request that was accepted a moment ago may not be there yet: `CONVERSATION_NOT_FOUND`, with seconds to wait.",
  tags: ["Conversations"],
  security: [{ apiKey: [] }],
  parameters: [...idParameters, cursor],
  responses: {
    200: {
      description: "How it stands",
      ...json(ref("Conversation"), {
        client: { summary: "Delivered and answered, as a client key is told", value: examples.progress },
        desk: {
          summary: "The same, as a desk key is told",
          value: { ...examples.progress, ...examples.content },
        },
        cancelled: {
          summary: "Cancelled before it was taken up",
          value: { ...examples.progress, ...examples.cancelled },
        },
      }),
    },
    ...refusalsOf({
      codes: [...IDS, "INVALID_ACTION", "COMPANY_NOT_FOUND", "CONVERSATION_NOT_FOUND", ...STORE],
      words: {
        ...idWords,
        INVALID_ACTION: {
          when: "The cursor is of no answer",
          message: "cursor must be one that an answer has given",
          field: "cursor",
        },
      },
      gateway: KEYED,
    }),
  },
};

export const cancel: Part = {
  operationId: "cancelConversation",
  summary: "Has a request not be sent any more",
  description:
    "Holds for ever, before the request is taken up as well: whoever comes first wins. What was sent, or is being sent, cannot be cancelled. Safe to repeat: the same again is answered like the first time. What ended otherwise without being sent is answered with its status, and is not begun again.",
  tags: ["Conversations"],
  security: [{ apiKey: [] }],
  parameters: idParameters,
  requestBody: {
    required: false,
    ...json(ref("CancelAction"), {
      cancel: { summary: "With who and why", value: { reason: "The position is filled", by: "Grace Hopper" } },
    }),
  },
  responses: {
    200: {
      description: "Nothing of it is sent any more",
      ...json(ref("Cancelled"), {
        cancelled: {
          summary: "Cancelled in time",
          value: {
            status: "success",
            request_id,
            conversation_id,
            conversation_status: "cancelled",
            cancelled_at: "2026-11-20T11:45:33.644Z",
            message: "The request is cancelled: nothing of it is sent any more",
          },
        },
      }),
    },
    ...refusalsOf({
      codes: [
        "INVALID_REQUEST",
        "PAYLOAD_TOO_LARGE",
        ...IDS,
        "INVALID_ACTION",
        "NOT_PERMITTED",
        "COMPANY_NOT_FOUND",
        "CONVERSATION_NOT_FOUND",
        "BEING_SENT",
        "ALREADY_SENT",
        ...STORE,
      ],
      words: idWords,
      gateway: WITH_BODY,
    }),
  },
};
