import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { consoleLog } from "../log/console-log";
import type { ReceiptsEnv } from "../receipts/receipts-env";
import type { ReceiptsSettings } from "../receipts/receipts-settings";
import { dynamoCompanies } from "./dynamo-companies";
import { dynamoConversations } from "./dynamo-conversations";
import { readEnvironment } from "./read-environment";
import { secretsManagerSecrets } from "./secrets-manager-secrets";
import { systemClock } from "./system-clock";
import { withMemory } from "./with-memory";

/** The ports of the receipts function on AWS. */
export const receiptsAdapters = (settings: ReceiptsSettings): ReceiptsEnv => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE");
  const dynamo = new DynamoDBClient();
  return {
    settings,
    clock: systemClock,
    log: consoleLog,
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, consoleLog),
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, consoleLog),
    secrets: withMemory(secretsManagerSecrets(new SecretsManagerClient()), systemClock),
  };
};
