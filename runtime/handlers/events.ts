import type { DynamoDBBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { dynamoCompanies, dynamoCompanyProjects } from "../adapters/dynamo-companies";
import { dynamoClient, readEnvironment, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { sqsEventsQueue } from "../adapters/sqs-events-queue";
import { decodeOr } from "../codec/json";
import { StreamEvent } from "../events/read-writes";
import { type EventsEnv, tellEvents } from "../events/tell-events";

/** The ports of the events function on AWS. */
const eventsAdapters = (): EventsEnv => {
  const env = readEnvironment("COMPANY_TABLE", "EVENTS_QUEUE_URL");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    log,
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, log),
    companyProjects: dynamoCompanyProjects(dynamo, env.COMPANY_TABLE, log),
    eventsQueue: sqsEventsQueue(sqsClient(), env.EVENTS_QUEUE_URL, log),
  };
};

/** The Lambda handler of what the conversations table's stream tells: clients are made here, once per container. */
export const makeEvents = (): ((event: unknown, context: Invocation) => Promise<DynamoDBBatchResponse>) => {
  const adapters = eventsAdapters();
  return (event, context) => {
    noteInvocation(context);
    return pipe(
      event,
      decodeOr(StreamEvent, (places) => new Error(`not an event of a stream: ${places}`)),
      E.match(
        (error) => Promise.reject(error),
        ({ Records }) => tellEvents(Records)(adapters)(),
      ),
    );
  };
};
