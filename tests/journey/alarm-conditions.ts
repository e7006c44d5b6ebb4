import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { toAttributes } from "../../runtime/codec/attribute-value";
import type { JsonObject } from "../../runtime/codec/json";
import { checkBucket } from "../../runtime/conversation/conversation";
import { eventMessageBody } from "../../runtime/conversation/event-message";
import { receivedBody } from "../../runtime/conversation/received-message";
import type { Channel } from "../../runtime/request/request";
import { localPlace } from "../../tools/engine/resources/identity";
import { receivedMessage } from "../helpers/received-message";
import { eventMessage } from "../runtime/webhooks/webhooks-fixture";
import type { Journey } from "./engines";
import { eventually } from "./eventually";
import { write } from "./people";
import { untilQuiet } from "./queues";
import { conversationDelivered, deliver, messageIn } from "./records";
import { ask, newRequest, post, type Request } from "./requests";

/** Subscribes a queue of its own to the alarm topic; gives the way to take what has arrived. */
export const subscribeToAlarms = async (journey: Journey, name: string): Promise<() => Promise<readonly string[]>> => {
  const { sqs, ready, services } = journey;
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const url = `${ready.endpoints.sqs}${new URL(QueueUrl).pathname}`;
  const Endpoint = `arn:aws:sqs:${localPlace.region}:${localPlace.account}:${name}`;
  const subscription = { Action: "Subscribe", TopicArn: ready.topicArn, Protocol: "sqs", Endpoint };
  await services.cloud.sns(subscription);
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    if (Messages.length > 0) {
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    }
    return Messages.map(({ Body = "" }) => Body);
  };
};

/** Makes true what an alarm watches for. */
export type Condition = (journey: Journey) => Promise<void>;

const nameOf = (thing: string): string => `ai-multi-comms-${thing}-local`;

/** Waits until an alarm fires. */
export const alarmOf =
  (thing: string) =>
  ({ heard }: Journey) =>
    eventually(`the alarm ${thing}`, async () =>
      heard.alarms.find(({ state }) => state.alarm.name === nameOf(thing) && state.value === "ALARM"),
    );

/** Has the final update of a request's record fail, until the function that it gives is called. */
export const refuseFinalUpdate = ({ refuse }: Journey, { requestId }: Request): (() => void) =>
  refuse(
    ({ operation, body }) =>
      operation === "UpdateItem" && body.includes(requestId) && body.includes("initial_message_sent"),
    { status: 500, type: "InternalServerError" },
  );

/** The final record update is refused until the alarm has fired. */
export const unrecorded =
  (channel: Channel): Condition =>
  async (journey) => {
    const request = newRequest(channel);
    const mend = refuseFinalUpdate(journey, request);
    await post(journey.ready, request.body);
    await alarmOf(`${channel}-critical-failures`)(journey);
    mend();
    await conversationDelivered(journey, request);
    await untilQuiet(journey);
  };

/** A message that was sent, its record then changed to what a dead worker could have left. */
const leftBehind = async (
  journey: Journey,
  channel: Channel,
  changesOf: (conversationId: string) => JsonObject,
): Promise<JsonObject> => {
  const { record } = await deliver(journey, channel);
  await untilQuiet(journey);
  const { primary_channel, conversation_id } = record;
  const changes = Object.entries(changesOf(String(conversation_id)));
  await journey.dynamo.send(
    new UpdateItemCommand({
      TableName: journey.ready.tables.conversations,
      Key: toAttributes({ primary_channel, conversation_id }),
      UpdateExpression: `SET ${changes.map(([name]) => `#${name} = :${name}`).join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(changes.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: toAttributes(Object.fromEntries(changes.map(([name, value]) => [`:${name}`, value]))),
    }),
  );
  return record;
};

/** A receipt comes for an attempt that is not the one on record. */
export const sentTwice: Condition = async (journey) => {
  const record = await leftBehind(journey, "sms", () => ({ attempt_id: "another-attempt" }));
  journey.providers.twilio.sendReceipt(String(messageIn(record).message_id), "read");
};

const invoke =
  (thing: string, event: JsonObject = {}): Condition =>
  async ({ services }) => {
    await services.lambda.invoke(nameOf(thing), event);
  };

/** The sweeper comes upon this record. */
const swept =
  (channel: Channel, changes: JsonObject): Condition =>
  async (journey) => {
    const due = { next_check_at: "2026-01-01T00:00:00.000Z" };
    await leftBehind(journey, channel, (id) => ({ ...changes, ...due, check_bucket: checkBucket(id) }));
    await invoke("sweeper")(journey);
  };

export const unreadable: Condition = swept("sms", { send_state: "no state" });

const longAgo = { attempt_id: "attempt", sending_at: "2026-01-01T00:00:00.000Z" };

export const unknowable: Condition = swept("email", { send_state: "uncertain", ...longAgo, attempts: [longAgo] });

/** The queues refuse one request's message. */
export const refusedByTheQueue: Condition = async (journey) => {
  const refusal = { status: 500, type: "InternalError" };
  const mend = journey.refuse(({ operation }) => operation === "SendMessage", refusal);
  await post(journey.ready, newRequest().body);
  mend();
};

/** What became of a request cannot be read. */
export const askedInVain: Condition = async (journey) => {
  const refusal = { status: 400, type: "AccessDeniedException" };
  const mend = journey.refuse(({ operation }) => operation === "GetItem", refusal);
  await ask(journey.ready, newRequest());
  mend();
};

/** Somebody says stop, and what the company knows of it cannot be written: the carrier is told to come again. */
export const unrecordedOptOut: Condition = async (journey) => {
  const refusal = { status: 500, type: "InternalServerError" };
  const mend = journey.refuse(({ operation, body }) => operation === "PutItem" && body.includes("consent#"), refusal);
  await write(journey, "STOP");
  mend();
};

type Owner = Channel | "replies" | "events";

const put = ({ sqs, ready }: Journey, of: Owner, MessageBody: string) => {
  const others = { replies: ready.repliesQueue, events: ready.eventsQueue };
  const QueueUrl = of === "replies" || of === "events" ? others[of]?.url : ready.queues[of].url;
  return sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
};

/** What is no context object, no received message and no event uses up its receives. */
export const poisoned =
  (of: Owner): Condition =>
  async (journey) => {
    await put(journey, of, "poison");
  };

/** Twilio's list has a message that no webhook brought: a STOP of somebody whose number nobody knows. */
export const missed: Condition = async (journey) => {
  const id = "GB.1234567890";
  const of = { channel: "whatsapp", their_address: id, user_id: id } as const;
  const message = receivedMessage({ ...of, text: "STOP", keyword: "opt_out", via: "catch_up" });
  await put(journey, "replies", receivedBody(message));
};

/** The table's stream has a write that tells somebody something, and nobody knows what. */
export const untellable: Condition = async ({ dynamo, ready }) => {
  const Item = toAttributes({
    primary_channel: "nobody",
    conversation_id: "x",
    events_to: "webhook",
    send_state: "sent",
  });
  await dynamo.send(new PutItemCommand({ TableName: ready.tables.conversations, Item }));
};

/** An event is for a project whose secret nobody has, until the alarm has fired. */
export const unsigned: Condition = async (journey) => {
  const { dynamo, ready } = journey;
  const [TableName, ids] = [ready.tables.company, { company_id: "ci-unsigned", project_id: "pi-unsigned" }];
  const webhook = { url: "http://127.0.0.1/", secret_id: "ai-multi-comms/webhook-secret/nobody-local" };
  await dynamo.send(new PutItemCommand({ TableName, Item: toAttributes({ ...ids, webhook }) }));
  await put(journey, "events", eventMessageBody(eventMessage(ids)));
  await alarmOf("webhooks-critical-failures")(journey);
  await dynamo.send(new DeleteItemCommand({ TableName, Key: toAttributes(ids) }));
};

export const crashing = (thing: string): Condition => invoke(thing, { mark: "end-of-the-worker" });

export const throttled =
  (thing: string): Condition =>
  async (journey) => {
    const { lambda } = journey.services;
    lambda.reserveConcurrency(nameOf(thing), 0);
    await invoke(thing)(journey);
    lambda.reserveConcurrency(nameOf(thing), undefined);
  };

/** A message is not to be taken for a minute. */
export const waiting =
  (channel: Channel): Condition =>
  async ({ sqs, ready }) => {
    const QueueUrl = ready.queues[channel].url;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "later", DelaySeconds: 60 }));
  };
