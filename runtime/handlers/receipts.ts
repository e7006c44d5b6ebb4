import type { APIGatewayProxyResult } from "aws-lambda";
import { dynamoConsents } from "../adapters/dynamo-consents";
import { dynamoConversations } from "../adapters/dynamo-conversations";
import { dynamoClient, readEnvironment, secretsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { systemClock } from "../adapters/time-and-chance";
import { handleReceipt } from "../receipts/handle-receipt";
import type { ReceiptsEnv, ReceiptsSettings } from "../receipts/receipt-request";

/** The ports of the receipts function on AWS. */
const receiptsAdapters = (settings: ReceiptsSettings): ReceiptsEnv => {
  const env = readEnvironment("CONVERSATIONS_TABLE");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    log,
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    consents: dynamoConsents(dynamo, env.CONVERSATIONS_TABLE, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
  };
};

/** The Lambda handler of the carriers' receipts: clients are made here, once per container. */
export const makeReceipts = (
  settings: ReceiptsSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleReceipt(receiptsAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
