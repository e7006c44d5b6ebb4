import { consoleLog } from "../log/console-log";
import type { HttpEnv } from "../router/handle-http";
import type { RouterSettings } from "../router/router-settings";
import { dynamoClient, sqsClient } from "./aws-clients";
import { dynamoCompanies } from "./dynamo-companies";
import { readQueueUrls } from "./queue-urls";
import { randomIds } from "./random-ids";
import { readEnvironment } from "./read-environment";
import { sqsQueue } from "./sqs-queue";
import { systemClock } from "./system-clock";

/** The router's ports on AWS. */
export const routerAdapters = (settings: RouterSettings): HttpEnv => {
  const env = readEnvironment("COMPANY_TABLE");
  return {
    settings,
    clock: systemClock,
    ids: randomIds,
    log: consoleLog,
    companies: dynamoCompanies(dynamoClient(), env.COMPANY_TABLE, consoleLog),
    queue: sqsQueue(sqsClient(), readQueueUrls(), consoleLog),
  };
};
