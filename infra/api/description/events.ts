import { Source } from "../../../runtime/conversation/consent";
import { LARGEST_EVENT } from "../../../runtime/conversation/event-message";
import { type EventType, eventTypes } from "../../../runtime/conversation/event-types";
import { channels } from "../../../runtime/request/request";
import examples from "./event-examples.json";
import { EXAMPLE_IDS } from "./request";
import { anything, instant, json, oneOf, only, orNull, type Part, record, ref, text } from "./schema";

/** A file that came with a message. */
const file: Part = record({
  content_type: text("Media type, such as image/jpeg"),
  name: orNull(text("As the sender named it")),
  bytes: orNull({ type: "integer", minimum: 0 }),
});

type Field = (typeof eventTypes)[EventType]["data"][number];

const fields: Readonly<Record<Field, Part>> = {
  scheduled_for: orNull(instant("When it is to be sent, where that is later")),
  reason: orNull(text("Why, in words of the engine or of whoever decided")),
  fallback: orNull(anything("The conversation on the next channel")),
  turn: { type: "integer", minimum: 0, description: "Of our messages in the conversation; 0 is the first" },
  author: oneOf(["assistant"], "Who wrote it"),
  message_id: orNull(text("The carrier's id of the message")),
  delivery_status: orNull(text("The carrier's newest word on the delivery")),
  provider_code: orNull(text("The carrier's code of the failure")),
  message_kind: text("What kind of message it is: text, media, keyword …"),
  content: text("What was written"),
  media: { type: "array", items: ref("File"), description: "Files that came with it" },
  needs_person: { type: "boolean", description: "Whether a person is to answer" },
  source: orNull(text(`How it was said: ${Object.keys(Source.keys).join(", ")}`)),
};

/** What people say; a project whose webhook has `content: false` is told the event without it. */
const WORDS: readonly string[] = ["content", "media"];

const ids: Readonly<Record<string, Part>> = {
  company_id: text("The company"),
  project_id: text("The project whose webhook is told"),
  request_id: orNull(text("Of the request; null where there is none")),
  conversation_id: orNull(text("Of the conversation; null where there is none")),
  channel: orNull(oneOf(channels, "The channel; null where it was on none")),
};

const isWords = (type: EventType, name: string): boolean =>
  WORDS.includes(name) || (type === "conversation.cancelled" && name === "reason");

const dataOf = (type: EventType): Part => {
  const names: readonly Field[] = eventTypes[type].data;
  const hasWords = names.includes("content");
  const { required, properties } = record({
    ...ids,
    ...Object.fromEntries(names.map((name) => [name, fields[name]])),
  }) as { required: readonly string[]; properties: object };
  const cut = {
    content_cut: { type: "boolean", description: `Whether more was said than ${LARGEST_EVENT} bytes hold` },
  };
  return {
    type: "object",
    required: required.filter((name) => !isWords(type, name)),
    properties: { ...properties, ...(hasWords ? cut : {}) },
  };
};

/** The schema's name of an event, such as MessageSentEvent. */
const nameOf = (type: EventType): string =>
  `${type.replace(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase())}Event`;

const schemaOf = (type: EventType): Part =>
  record(
    { type: only(type), timestamp: instant("When it happened"), data: dataOf(type) },
    { description: eventTypes[type].when },
  );

const isOnDelivery = (type: EventType): boolean => {
  const names: readonly Field[] = eventTypes[type].data;
  return names.includes("turn");
};

const delivery = {
  turn: 0,
  author: "assistant",
  message_id: "SM00000000000000000000000000000001",
  provider_code: null,
  reason: null,
};

const example = (type: EventType) => ({
  type,
  timestamp: "2026-11-20T11:45:34.501Z",
  data: {
    ...EXAMPLE_IDS,
    conversation_id: `${EXAMPLE_IDS.company_id}#${EXAMPLE_IDS.project_id}#${EXAMPLE_IDS.request_id}#447400000001`,
    channel: "whatsapp",
    ...(isOnDelivery(type) ? delivery : {}),
    ...examples[type],
  },
});

const header = (name: string, description: string, value: string): Part => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
  example: value,
});

const headers: readonly Part[] = [
  header("webhook-id", "The same for the same event, however often it is told", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
  header("webhook-timestamp", "When this try was made: seconds since 1970", "1795261534"),
  header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, by Standard Webhooks; two, parted by a space, while the secret is rotated",
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  ),
];

const told = (type: EventType): Part => ({
  operationId: `on${nameOf(type)}`,
  summary: eventTypes[type].when,
  description:
    "Posted to the project's webhook at least once, in no promised order: whoever keeps the ids for a week hears it once.",
  tags: ["Events"],
  security: [],
  parameters: headers,
  requestBody: {
    required: true,
    ...json(ref(nameOf(type)), { event: { summary: eventTypes[type].when, value: example(type) } }),
  },
  responses: {
    "2XX": { description: "Heard; the body is not read" },
    410: { description: "Not wanted any more: it is not tried again" },
    default: { description: "Not heard: it is tried again, over 39 hours" },
  },
});

const types = Object.keys(eventTypes) as readonly EventType[];

export const eventSchemas: Readonly<Record<string, Part>> = {
  File: file,
  ...Object.fromEntries(types.map((type) => [nameOf(type), schemaOf(type)])),
};

/** What the engine tells by itself, by type. */
export const webhooks: Readonly<Record<string, Part>> = Object.fromEntries(
  types.map((type) => [type, { post: told(type) }]),
);
