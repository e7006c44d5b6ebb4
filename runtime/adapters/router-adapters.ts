import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { consoleLog } from "../log/console-log";
import type { HttpEnv } from "../router/handle-http";
import type { RouterSettings } from "../router/router-settings";
import { dynamoCompanies } from "./dynamo-companies";
import { readQueueUrls } from "./queue-urls";
import { randomIds } from "./random-ids";
import { readEnvironment } from "./read-environment";
import { sqsQueue } from "./sqs-queue";
import { systemClock } from "./system-clock";

/** The router's ports on AWS. The queues' own host must not override a configured endpoint (`useQueueUrlAsEndpoint`). */
export const routerAdapters = (settings: RouterSettings): HttpEnv => {
  const env = readEnvironment("COMPANY_TABLE");
  return {
    settings,
    clock: systemClock,
    ids: randomIds,
    log: consoleLog,
    companies: dynamoCompanies(new DynamoDBClient(), env.COMPANY_TABLE, consoleLog),
    queue: sqsQueue(new SQSClient({ useQueueUrlAsEndpoint: false }), readQueueUrls(), consoleLog),
  };
};
