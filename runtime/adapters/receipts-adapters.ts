import type { ReceiptsEnv } from "../receipts/receipts-env";
import type { ReceiptsSettings } from "../receipts/receipts-settings";
import { dynamoClient, secretsClient } from "./aws-clients";
import { dynamoCompanies } from "./dynamo-companies";
import { dynamoConversations } from "./dynamo-conversations";
import { logOfFunction } from "./log-of-function";
import { readEnvironment } from "./read-environment";
import { secretsManagerSecrets } from "./secrets-manager-secrets";
import { systemClock } from "./system-clock";
import { withMemory } from "./with-memory";

/** The ports of the receipts function on AWS. */
export const receiptsAdapters = (settings: ReceiptsSettings): ReceiptsEnv => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    log,
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, log),
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
  };
};
