import { randomInt, randomUUID } from "node:crypto";
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import { smokeProject } from "../../infra/deployment/trial";
import { fromAttributes } from "../../runtime/codec/attribute-value";
import type { JsonObject } from "../../runtime/codec/json";
import type { Channel } from "../../runtime/request/request";
import { type StackUnderTest, stackUnderTest } from "../../tools/delivery/stack-environment";
import { validBody } from "../../tools/measure/sample/request";
import { eventually } from "../journey/eventually";

type TrialRequest = {
  readonly channel: Channel;
  readonly requestId: string;
  readonly recipient: string;
  readonly body: JsonObject;
};

const nobodysNumber = (): string => `${smokeProject.telPrefix}${String(randomInt(1000)).padStart(3, "0")}`;

/** Long, because a deployed stack may start cold. */
const MOST_SECONDS = 120;

const arrived = new Set(["delivered", "read"]);

const keyOf = (primary: string, id: string) => ({ primary_channel: { S: primary }, conversation_id: { S: id } });

/** A stack that is tried over its public faces: HTTP, and the AWS APIs of its tables and queues. */
const trialOn = (stack: StackUnderTest, dynamo: DynamoDBClient, sqs: SQSClient) => {
  const sent: TrialRequest[] = [];
  const TableName = stack.conversationsTable;
  const guardKey = ({ requestId }: TrialRequest) => keyOf(`request#${stack.companyId}#${stack.projectId}`, requestId);

  /** A sound request to a recipient whose address belongs to nobody. */
  const request = (channel: Channel, recipientData: JsonObject = {}): TrialRequest => {
    const requestId = randomUUID();
    const tel = nobodysNumber();
    const email = `${smokeProject.emailPrefix}${requestId}${smokeProject.emailSuffix}`;
    const now = new Date().toISOString();
    const body = validBody({
      company_data: { company_id: stack.companyId, project_id: stack.projectId },
      recipient_data: { recipient_tel: tel, recipient_email: email, ...recipientData },
      request_data: { request_id: requestId, channel_method: channel, initial_request_timestamp: now },
    });
    const made = { channel, requestId, recipient: channel === "email" ? email : tel, body };
    sent.push(made);
    return made;
  };

  const conversations = async ({ recipient, requestId }: TrialRequest): Promise<readonly JsonObject[]> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "primary_channel = :recipient",
        ExpressionAttributeValues: { ":recipient": { S: recipient } },
        ConsistentRead: true,
      }),
    );
    return Items.map(fromAttributes).filter(({ request_id }) => request_id === requestId);
  };

  const trial = {
    stack,
    dynamo,
    sqs,
    request,
    conversations,
    post: (
      body: unknown,
      headers: Readonly<Record<string, string>> = { "x-api-key": stack.apiKey },
    ): Promise<Response> =>
      fetch(`${stack.apiUrl}/initiate-conversation`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    guard: async (made: TrialRequest) => {
      const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key: guardKey(made), ConsistentRead: true }));
      return Item === undefined ? undefined : fromAttributes(Item);
    },
    companyRecord: async () => {
      const Key = { company_id: { S: stack.companyId }, project_id: { S: stack.projectId } };
      const { Item } = await dynamo.send(new GetItemCommand({ TableName: stack.companyTable, Key }));
      if (Item === undefined) throw new Error(`there is no project ${stack.companyId} ${stack.projectId}`);
      return fromAttributes(Item);
    },
    /** The one conversation of a request, once its message has arrived. */
    delivered: (made: TrialRequest) =>
      eventually(
        `request ${made.requestId} is delivered`,
        async () => {
          const [record] = await conversations(made);
          if (record?.task_complete === 1 && record.conversation_status !== "initial_message_sent") {
            throw new Error(`${record.conversation_status}: ${record.failure_reason ?? "without a reason"}`);
          }
          return arrived.has(String(record?.delivery_status)) ? record : undefined;
        },
        MOST_SECONDS,
      ),
  };

  const cleanUp = async (): Promise<void> => {
    for (const made of sent) {
      for (const { primary_channel, conversation_id } of await conversations(made)) {
        const Key = keyOf(String(primary_channel), String(conversation_id));
        await dynamo.send(new DeleteItemCommand({ TableName, Key }));
      }
      await dynamo.send(new DeleteItemCommand({ TableName, Key: guardKey(made) }));
    }
  };
  return { trial, cleanUp };
};

export type Trial = ReturnType<typeof trialOn>["trial"];

const tryStack = async (act: (trial: Trial) => Promise<void>): Promise<void> => {
  const stack = stackUnderTest(process.env);
  const dynamo = new DynamoDBClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { trial, cleanUp } = trialOn(stack, dynamo, sqs);
  try {
    await act(trial);
  } finally {
    try {
      await cleanUp();
    } finally {
      dynamo.destroy();
      sqs.destroy();
    }
  }
};

/** A suite of tests against the stack that the environment names; what a test's requests have left there is removed after it. */
export const stackSuite = (name: string) => {
  const own = suite(name);
  const test = (title: string, act: (trial: Trial) => Promise<void>): void => own(title, () => tryStack(act));
  return Object.assign(test, { run: () => own.run() });
};
