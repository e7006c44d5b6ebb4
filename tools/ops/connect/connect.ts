import { setTimeout } from "node:timers/promises";
import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import * as R from "fp-ts/ReadonlyRecord";
import { attachmentsBucketName, CONSENT_KEY, namesFor, RECEIPT_KEY, secretName } from "../../../infra/names";
import { dynamoConsents } from "../../../runtime/adapters/dynamo-consents";
import { dynamoConversations } from "../../../runtime/adapters/dynamo-conversations";
import { openaiThreads } from "../../../runtime/adapters/openai-threads";
import { secretsManagerSecrets, withMemory } from "../../../runtime/adapters/secrets-manager-secrets";
import { sqsQueue } from "../../../runtime/adapters/sqs";
import { systemClock } from "../../../runtime/adapters/time-and-chance";
import type { Channel } from "../../../runtime/request/request";
import { awsCaller } from "./aws-caller";
import { type AwsClients, deployedClients, localClients, requireCredentials } from "./aws-clients";
import { dynamoLookups } from "./dynamo-lookups";
import type { NamedStack } from "./named-stack";
import { operatorLog, operatorName } from "./operator";
import type { OpsEnv } from "./ops-env";
import type { QueueName } from "./queue-names";
import { type ReadyFile, readReadyFile } from "./ready-file";
import { s3Files } from "./s3-files";
import { noDeadLetters, type QueuePair, sqsDeadLetters } from "./sqs-dead-letters";

/** Where a stack's data is. */
export type Target = {
  readonly stack: string;
  readonly conversationsTable: string;
  readonly companyTable: string;
  /** The origin of OpenAI. */
  readonly openaiUrl: string;
  readonly queues: Readonly<Record<Channel, QueuePair>>;
  /** What people write; none with a version that does not take it. */
  readonly repliesQueue: QueuePair | null;
  /** What companies are told; none with a version that tells nothing. */
  readonly eventsQueue: QueuePair | null;
};

class NoSuchQueue extends Error {}

const urlOf = async (sqs: SQSClient, QueueName: string): Promise<string> => {
  try {
    const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new NoSuchQueue(`there is no queue ${QueueName}: is that stack deployed, and in this account and region?`);
  }
};

const OPENAI = "https://api.openai.com";

/** A deployed stack, by the names that its program gives to everything. */
export const deployedTarget = async (stack: string, sqs: SQSClient): Promise<Target> => {
  const names = namesFor(stack);
  const pair = async (name: QueueName): Promise<QueuePair> => ({
    url: await urlOf(sqs, names(`${name}-queue`)),
    dlqUrl: await urlOf(sqs, names(`${name}-dlq`)),
  });
  const [whatsapp, sms, email] = await Promise.all([pair("whatsapp"), pair("sms"), pair("email")]);
  const pairIfAny = (name: QueueName): Promise<QueuePair | null> =>
    pair(name).catch((error: unknown) => {
      if (error instanceof NoSuchQueue) return null;
      throw error;
    });
  const [repliesQueue, eventsQueue] = await Promise.all([pairIfAny("replies"), pairIfAny("events")]);
  return {
    stack,
    conversationsTable: names("conversations"),
    companyTable: names("company-data"),
    openaiUrl: OPENAI,
    queues: { whatsapp, sms, email },
    repliesQueue,
    eventsQueue,
  };
};

/** A queue's address says whose it is: https://sqs.REGION.amazonaws.com/ACCOUNT/NAME. */
const accountIn = ({ url }: QueuePair): string => new URL(url).pathname.split("/")[1] ?? "";

/** The commands' environment on a stack; `warn` hears of trouble with AWS. Who acts is AWS's caller, or this machine's user on an engine of its own. */
export const opsEnvOn = (
  { stack, conversationsTable, companyTable, openaiUrl, queues, repliesQueue, eventsQueue }: Target,
  { dynamo, s3, sqs, secrets }: AwsClients,
  warn: (text: string) => void,
  operator = operatorName(),
): OpsEnv => {
  const log = operatorLog(warn);
  const known = withMemory(secretsManagerSecrets(secrets), systemClock);
  return {
    stack,
    conversations: dynamoConversations(dynamo, conversationsTable, log),
    lookups: dynamoLookups(dynamo, conversationsTable, companyTable),
    queue: sqsQueue(sqs, R.map(({ url }: QueuePair) => url)(queues), log),
    deadLetters: {
      ...R.map((pair: QueuePair) => sqsDeadLetters(sqs, pair))(queues),
      ...R.map((pair: QueuePair | null) => (pair === null ? noDeadLetters : sqsDeadLetters(sqs, pair)))({
        replies: repliesQueue,
        events: eventsQueue,
      }),
    },
    threads: openaiThreads(openaiUrl),
    files: s3Files(s3, attachmentsBucketName({ accountId: accountIn(queues.email), stack })),
    consent: {
      consents: dynamoConsents(dynamo, conversationsTable, log),
      secrets: known,
      clock: systemClock,
      log,
      settings: { consentKeyName: secretName(CONSENT_KEY, stack) },
    },
    secrets: known,
    receiptKeyName: secretName(RECEIPT_KEY, stack),
    pause: (seconds) => setTimeout(seconds * 1000),
    clock: systemClock,
    operator,
  };
};

/** The local engine that wrote the ready file. */
export const readyTarget = ({
  tables,
  providers,
  queues,
  repliesQueue,
  eventsQueue,
}: Pick<ReadyFile, "tables" | "providers" | "queues" | "repliesQueue" | "eventsQueue">): Target => ({
  stack: "local",
  conversationsTable: tables.conversations,
  companyTable: tables.company,
  openaiUrl: providers.openai,
  queues,
  repliesQueue,
  eventsQueue,
});

/** Connects to a stack; throws in plain words when it cannot be found. */
export const connect = async (
  { stack, ready, region }: NamedStack,
  warn: (text: string) => void,
): Promise<{ readonly env: OpsEnv; readonly close: () => void }> => {
  if (ready !== undefined) {
    const engine = await readReadyFile(ready);
    const clients = localClients(engine);
    return { env: opsEnvOn(readyTarget(engine), clients, warn), close: clients.close };
  }
  const clients = deployedClients(region);
  try {
    await requireCredentials(region);
    const target = await deployedTarget(stack, clients.sqs);
    return { env: opsEnvOn(target, clients, warn, await awsCaller(region)), close: clients.close };
  } catch (error) {
    clients.close();
    throw error;
  }
};
