import type { APIGatewayProxyResult } from "aws-lambda";
import { dynamoCompanies } from "../adapters/dynamo-companies";
import { dynamoConsents } from "../adapters/dynamo-consents";
import { dynamoClient, readEnvironment, secretsClient, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { s3Attachments } from "../adapters/s3-attachments";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { sqsRepliesQueue } from "../adapters/sqs";
import { systemClock } from "../adapters/time-and-chance";
import { handleInbound } from "../inbound/handle-inbound";
import type { InboundEnv, InboundSettings } from "../inbound/inbound-request";

/** The ports of the inbound function on AWS. */
const inboundAdapters = (settings: InboundSettings): InboundEnv => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE", "REPLIES_QUEUE_URL", "ATTACHMENTS_BUCKET");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    log,
    attachments: s3Attachments(env.ATTACHMENTS_BUCKET, log),
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, log),
    consents: dynamoConsents(dynamo, env.CONVERSATIONS_TABLE, log),
    repliesQueue: sqsRepliesQueue(sqsClient(), env.REPLIES_QUEUE_URL, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
  };
};

/** The Lambda handler of what comes to us from people: clients are made here, once per container. */
export const makeInbound = (
  settings: InboundSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleInbound(inboundAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
