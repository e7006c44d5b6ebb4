import type { APIGatewayProxyResult } from "aws-lambda";
import { dynamoCompanies } from "../adapters/dynamo-companies";
import { dynamoGuards } from "../adapters/dynamo-conversations";
import { dynamoClient, readEnvironment, readQueueUrls, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { sqsQueue } from "../adapters/sqs";
import { randomIds, systemClock, systemStopwatch } from "../adapters/time-and-chance";
import { type HttpEnv, handleHttp } from "../router/handle-http";
import type { RouterSettings } from "../router/route-request";

/** The router's ports on AWS. */
const routerAdapters = (settings: RouterSettings): HttpEnv => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    stopwatch: systemStopwatch,
    ids: randomIds,
    log,
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, log),
    guards: dynamoGuards(dynamo, env.CONVERSATIONS_TABLE, log),
    queue: sqsQueue(sqsClient(), readQueueUrls(), log),
  };
};

/** The router's Lambda handler: clients are made here, once per container. */
export const makeRouter = (
  settings: RouterSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleHttp(routerAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
