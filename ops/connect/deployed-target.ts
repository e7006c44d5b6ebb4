import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import { namesFor } from "../../infra/stack-names";
import type { Channel } from "../../runtime/request/channel";
import type { QueuePair } from "../dead-letters/sqs-dead-letters";
import type { Target } from "./target";

const urlOf = async (sqs: SQSClient, QueueName: string): Promise<string> => {
  try {
    const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new Error(`there is no queue ${QueueName}: is that stack deployed, and in this account and region?`);
  }
};

const OPENAI = "https://api.openai.com";

/** A deployed stack, by the names that its program gives to everything. */
export const deployedTarget = async (stack: string, sqs: SQSClient): Promise<Target> => {
  const names = namesFor(stack);
  const pair = async (channel: Channel): Promise<QueuePair> => ({
    url: await urlOf(sqs, names(`${channel}-queue`)),
    dlqUrl: await urlOf(sqs, names(`${channel}-dlq`)),
  });
  const [whatsapp, sms, email] = await Promise.all([pair("whatsapp"), pair("sms"), pair("email")]);
  return { stack, conversationsTable: names("conversations"), openaiUrl: OPENAI, queues: { whatsapp, sms, email } };
};
