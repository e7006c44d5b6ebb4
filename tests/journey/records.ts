import { GetItemCommand, PutItemCommand, paginateScan, QueryCommand } from "@aws-sdk/client-dynamodb";
import { fromAttributes, toAttributes } from "../../runtime/codec/attribute-value";
import type { JsonObject } from "../../runtime/codec/json";
import type { Channel } from "../../runtime/request/request";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import type { Journey } from "./engines";
import { eventually } from "./eventually";
import { newRequest, post, type Request } from "./requests";

/** Every conversation with a recipient. */
export const conversationsWith = async (
  { dynamo, ready }: Journey,
  recipient: string,
): Promise<readonly JsonObject[]> => {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: ready.tables.conversations,
      KeyConditionExpression: "primary_channel = :recipient",
      ExpressionAttributeValues: { ":recipient": { S: recipient } },
      ConsistentRead: true,
    }),
  );
  return Items.map(fromAttributes);
};

/** The one conversation of a request, once it is what is waited for. */
export const conversationOnce = (
  journey: Journey,
  { recipient }: Request,
  what: string,
  isIt: (record: JsonObject) => boolean,
): Promise<JsonObject> =>
  eventually(`a conversation with ${recipient} that is ${what}`, async () => {
    const found = await conversationsWith(journey, recipient);
    if (found.length > 1) throw new Error(`${found.length} conversations with ${recipient}`);
    return found.find(isIt);
  });

/** The one conversation of a request, once it is in the status. */
export const conversationIn = (journey: Journey, request: Request, status: string): Promise<JsonObject> =>
  conversationOnce(journey, request, status, ({ conversation_status }) => conversation_status === status);

/** The first of a record's messages. */
export const messageIn = ({ messages }: JsonObject): JsonObject => (Array.isArray(messages) && messages[0]) || {};

/** What the carriers have sent to a request's recipient. */
export const sendsOf = ({ providers }: Journey, { recipient }: Pick<Request, "recipient">) =>
  providers.ledger.sends(recipient);

/** The last word of the carriers' stand-ins on a message. */
export const lastWord: Readonly<Record<Channel, string>> = { whatsapp: "read", sms: "delivered", email: "delivered" };

/** The one conversation of a request, once its message is sent and every receipt has been taken. */
export const conversationDelivered = async (journey: Journey, request: Request): Promise<JsonObject> => {
  await conversationIn(journey, request, "initial_message_sent");
  const word = lastWord[request.channel];
  return conversationOnce(journey, request, word, ({ delivery_status }) => delivery_status === word);
};

/** Posts a new request and waits for the last receipt of its message. */
export const deliver = async (journey: Journey, channel?: Channel, overrides?: JsonObject) => {
  const request = newRequest(channel, overrides);
  const answer = await post(journey.ready, request.body);
  return { request, answer, record: await conversationDelivered(journey, request) };
};

/** Everything that a table holds. */
export const itemsOf = async ({ dynamo: client }: Journey, TableName: string): Promise<readonly JsonObject[]> => {
  const items: JsonObject[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    items.push(...Items.map(fromAttributes));
  return items;
};

const demonstration = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

let projects = 0;

/** Writes the record of another project of the first demonstration company, under the same key; gives its `company_data`. */
export const newProject = async ({ dynamo, ready }: Journey, overrides: JsonObject): Promise<JsonObject> => {
  const TableName = ready.tables.company;
  const { Item = {} } = await dynamo.send(new GetItemCommand({ TableName, Key: toAttributes(demonstration) }));
  projects += 1;
  const company_data = { ...demonstration, project_id: `pi-journey-${projects}` };
  const record = { ...deepOverride(fromAttributes(Item), overrides), ...company_data };
  await dynamo.send(new PutItemCommand({ TableName, Item: toAttributes(record) }));
  return company_data;
};
