import { setTimeout } from "node:timers/promises";
import { RECEIPT_KEY, secretName } from "../../infra/secret-names";
import { dynamoConversations } from "../../runtime/adapters/dynamo-conversations";
import { secretsManagerSecrets } from "../../runtime/adapters/secrets-manager-secrets";
import { sqsQueue } from "../../runtime/adapters/sqs-queue";
import { systemClock } from "../../runtime/adapters/system-clock";
import { withMemory } from "../../runtime/adapters/with-memory";
import { sqsDeadLetters } from "../dead-letters/sqs-dead-letters";
import { dynamoErasures } from "../erase/dynamo-erasures";
import { openaiThreads } from "../erase/openai-threads";
import { dynamoLookups } from "../lookup/dynamo-lookups";
import { operatorLog } from "../operator-log";
import type { OpsEnv } from "../ops-env";
import type { AwsClients } from "./aws-clients";
import { operatorName } from "./operator-name";
import type { Target } from "./target";

/** The commands' environment on a stack; `warn` hears of trouble with AWS. */
export const opsEnvOn = (
  { stack, conversationsTable, openaiUrl, queues }: Target,
  { dynamo, sqs, secrets }: AwsClients,
  warn: (text: string) => void,
): OpsEnv => {
  const log = operatorLog(warn);
  const { whatsapp, sms, email } = queues;
  return {
    stack,
    conversations: dynamoConversations(dynamo, conversationsTable, log),
    lookups: dynamoLookups(dynamo, conversationsTable),
    queue: sqsQueue(sqs, { whatsapp: whatsapp.url, sms: sms.url, email: email.url }, log),
    deadLetters: {
      whatsapp: sqsDeadLetters(sqs, whatsapp),
      sms: sqsDeadLetters(sqs, sms),
      email: sqsDeadLetters(sqs, email),
    },
    erasures: dynamoErasures(dynamo, conversationsTable),
    threads: openaiThreads(openaiUrl),
    secrets: withMemory(secretsManagerSecrets(secrets), systemClock),
    receiptKeyName: secretName(RECEIPT_KEY, stack),
    pause: (seconds) => setTimeout(seconds * 1000),
    clock: systemClock,
    operator: operatorName(),
  };
};
