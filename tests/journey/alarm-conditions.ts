import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { toAttributes } from "../../runtime/adapters/attribute-value";
import type { JsonObject } from "../../runtime/codec/json-object";
import { checkBucket } from "../../runtime/conversation/check-bucket";
import type { Channel } from "../../runtime/request/channel";
import { conversationDelivered } from "./conversations";
import { eventually } from "./eventually";
import type { Journey } from "./journey-engine";
import { post } from "./post";
import { untilQuiet } from "./queues";
import { newRequest } from "./requests";

/** Makes true what an alarm watches for. */
export type Condition = (journey: Journey) => Promise<void>;

const nameOf = (thing: string): string => `ai-multi-comms-${thing}-local`;

const alarmOf =
  (thing: string) =>
  ({ heard }: Journey) =>
    eventually(`the alarm ${thing}`, async () =>
      heard.alarms.find(({ state }) => state.alarm.name === nameOf(thing) && state.value === "ALARM"),
    );

/** The final record update is refused until the alarm has fired. */
export const unrecorded =
  (channel: Channel): Condition =>
  async (journey) => {
    const request = newRequest(channel);
    const mend = journey.aws.refuse(
      ({ operation, body }) =>
        operation === "UpdateItem" && body.includes(request.requestId) && body.includes("initial_message_sent"),
      { status: 500, type: "InternalServerError" },
    );
    await post(journey.ready, request.body);
    await alarmOf(`${channel}-critical-failures`)(journey);
    mend();
    await conversationDelivered(journey, request);
    await untilQuiet(journey);
  };

/** A message that was sent, its record then changed to what a dead worker could have left. */
const leftBehind = async (journey: Journey, channel: Channel, changes: JsonObject): Promise<JsonObject> => {
  const request = newRequest(channel);
  await post(journey.ready, request.body);
  const record = await conversationDelivered(journey, request);
  await untilQuiet(journey);
  const names = Object.keys(changes);
  await journey.dynamo.send(
    new UpdateItemCommand({
      TableName: journey.ready.tables.conversations,
      Key: toAttributes({ primary_channel: request.recipient, conversation_id: String(record.conversation_id) }),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: toAttributes(
        Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value])),
      ),
    }),
  );
  return record;
};

/** A receipt comes for an attempt that is not the one on record. */
export const sentTwice: Condition = async (journey) => {
  const record = await leftBehind(journey, "sms", { attempt_id: "another-attempt" });
  const [message] = Array.isArray(record.messages) ? record.messages : [];
  journey.providers.twilio.sendReceipt(String(message?.message_id), "read");
};

const invoke =
  (thing: string, event: JsonObject = {}): Condition =>
  async ({ services }) => {
    await services.lambda.invoke(nameOf(thing), event);
  };

const due = (conversationId: string): JsonObject => ({
  check_bucket: checkBucket(conversationId),
  next_check_at: "2026-01-01T00:00:00.000Z",
});

/** The sweeper comes upon this record. */
const swept =
  (channel: Channel, changes: JsonObject): Condition =>
  async (journey) => {
    const { primary_channel, conversation_id } = await leftBehind(journey, channel, changes);
    const key = { primary_channel: String(primary_channel), conversation_id: String(conversation_id) };
    const set = due(key.conversation_id);
    await journey.dynamo.send(
      new UpdateItemCommand({
        TableName: journey.ready.tables.conversations,
        Key: toAttributes(key),
        UpdateExpression: "SET check_bucket = :bucket, next_check_at = :at",
        ExpressionAttributeValues: toAttributes({
          ":bucket": set.check_bucket ?? null,
          ":at": set.next_check_at ?? null,
        }),
      }),
    );
    await invoke("sweeper")(journey);
  };

export const unreadable: Condition = swept("sms", { send_state: "no state" });

export const unknowable: Condition = swept("email", {
  send_state: "uncertain",
  sending_at: "2026-01-01T00:00:00.000Z",
});

/** The queues refuse one request's message. */
export const refusedByTheQueue: Condition = async (journey) => {
  const mend = journey.aws.refuse(({ operation }) => operation === "SendMessage", {
    status: 500,
    type: "InternalError",
  });
  await post(journey.ready, newRequest().body);
  mend();
};

/** What is no context object uses up its receives. */
export const poisoned =
  (channel: Channel): Condition =>
  async ({ sqs, ready }) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: ready.queues[channel].url, MessageBody: "poison" }));
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
