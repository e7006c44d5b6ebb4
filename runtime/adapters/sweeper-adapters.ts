import type { SweeperEnv } from "../sweeper/sweeper-env";
import type { SweeperSettings } from "../sweeper/sweeper-settings";
import { dynamoClient, secretsClient, sqsClient } from "./aws-clients";
import { carriers } from "./carriers";
import { dynamoChecks } from "./dynamo-checks";
import { dynamoConversations } from "./dynamo-conversations";
import { logOfFunction } from "./log-of-function";
import { readQueueUrls } from "./queue-urls";
import { readEnvironment } from "./read-environment";
import { secretsManagerSecrets } from "./secrets-manager-secrets";
import { sqsQueue } from "./sqs-queue";
import { systemClock } from "./system-clock";
import { withMemory } from "./with-memory";

/** The sweeper's ports on AWS, but for the deadline, which each invocation has of its own. */
export const sweeperAdapters = (settings: SweeperSettings): Omit<SweeperEnv, "deadline"> => {
  const env = readEnvironment("CONVERSATIONS_TABLE");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    log,
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    checks: dynamoChecks(dynamo, env.CONVERSATIONS_TABLE, log),
    queue: sqsQueue(sqsClient(), readQueueUrls(), log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
    carriers: carriers(settings, systemClock),
  };
};
