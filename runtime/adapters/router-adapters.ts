import type { HttpEnv } from "../router/handle-http";
import type { RouterSettings } from "../router/router-settings";
import { dynamoClient, sqsClient } from "./aws-clients";
import { dynamoCompanies } from "./dynamo-companies";
import { logOfFunction } from "./log-of-function";
import { readQueueUrls } from "./queue-urls";
import { randomIds } from "./random-ids";
import { readEnvironment } from "./read-environment";
import { sqsQueue } from "./sqs-queue";
import { systemClock } from "./system-clock";
import { systemStopwatch } from "./system-stopwatch";

/** The router's ports on AWS. */
export const routerAdapters = (settings: RouterSettings): HttpEnv => {
  const env = readEnvironment("COMPANY_TABLE");
  const log = logOfFunction();
  return {
    settings,
    clock: systemClock,
    stopwatch: systemStopwatch,
    ids: randomIds,
    log,
    companies: dynamoCompanies(dynamoClient(), env.COMPANY_TABLE, log),
    queue: sqsQueue(sqsClient(), readQueueUrls(), log),
  };
};
