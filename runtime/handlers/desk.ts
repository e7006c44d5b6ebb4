import type { APIGatewayProxyResult } from "aws-lambda";
import { dynamoCompanies } from "../adapters/dynamo-companies";
import { dynamoConversations } from "../adapters/dynamo-conversations";
import { dynamoReceived } from "../adapters/dynamo-correspondence";
import { dynamoClient, readEnvironment } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { randomIds, systemClock, systemStopwatch } from "../adapters/time-and-chance";
import { type DeskEnv, type DeskSettings, handleDesk } from "../desk/handle-desk";

/** The desk function's ports on AWS. */
const deskAdapters = (settings: DeskSettings): DeskEnv => {
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
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    received: dynamoReceived(dynamo, env.CONVERSATIONS_TABLE, log),
  };
};

/** The Lambda handler of who asks about a request: clients are made here, once per container. */
export const makeDesk = (
  settings: DeskSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleDesk(deskAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
