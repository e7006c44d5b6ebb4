import { dynamoConversations } from "../../runtime/adapters/dynamo-conversations";
import { sqsQueue } from "../../runtime/adapters/sqs-queue";
import { systemClock } from "../../runtime/adapters/system-clock";
import { sqsDeadLetters } from "../dead-letters/sqs-dead-letters";
import { dynamoLookups } from "../lookup/dynamo-lookups";
import { operatorLog } from "../operator-log";
import type { OpsEnv } from "../ops-env";
import type { AwsClients } from "./aws-clients";
import { operatorName } from "./operator-name";
import type { Target } from "./target";

/** The commands' environment on a stack; `warn` hears of trouble with AWS. */
export const opsEnvOn = (
  { stack, conversationsTable, queues }: Target,
  { dynamo, sqs }: AwsClients,
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
    clock: systemClock,
    operator: operatorName(),
  };
};
