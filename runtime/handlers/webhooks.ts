import { lookup } from "node:dns";
import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { dynamoCompanies } from "../adapters/dynamo-companies";
import { withPatience } from "../adapters/endpoint-patience";
import { dynamoClient, readEnvironment, secretsClient, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { sqsVisibility } from "../adapters/sqs";
import { sqsEventsQueue } from "../adapters/sqs-events-queue";
import { systemClock, systemStopwatch } from "../adapters/time-and-chance";
import { webhookPost } from "../adapters/webhook-post";
import { decodeOr } from "../codec/json";
import { readEventMessage } from "../conversation/event-message";
import { deliveredAs, SqsEvent } from "../processor/stages";
import { tellBatch, type WebhooksEnv, type WebhooksSettings } from "../webhooks/deliver-event";

/** The ports of the function that posts events, on AWS. */
const webhooksAdapters = (settings: WebhooksSettings): WebhooksEnv => {
  const env = readEnvironment("COMPANY_TABLE", "QUEUE_URL", "DEAD_LETTERS_URL");
  const log = logOfFunction();
  const sqs = sqsClient();
  return {
    settings,
    clock: systemClock,
    random: Math.random,
    stopwatch: systemStopwatch,
    log,
    companies: dynamoCompanies(dynamoClient(), env.COMPANY_TABLE, log),
    deadLetters: sqsEventsQueue(sqs, env.DEAD_LETTERS_URL, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
    visibility: sqsVisibility(sqs, env.QUEUE_URL),
    endpoint: withPatience(
      webhookPost({ lookup, isLocal: settings.isLocal, clock: systemClock }),
      systemClock,
      Math.random,
    ),
  };
};

/** The Lambda handler that posts events to companies: clients are made here, once per container. */
export const makeWebhooks = (
  settings: WebhooksSettings,
): ((event: unknown, context: Invocation) => Promise<SQSBatchResponse>) => {
  const adapters = webhooksAdapters(settings);
  return (event, context) => {
    noteInvocation(context);
    return pipe(
      event,
      decodeOr(SqsEvent, (places) => new Error(`not an event of a queue: ${places}`)),
      E.match(
        (error) => Promise.reject(error),
        ({ Records }) => tellBatch(Records.map(deliveredAs(readEventMessage)))(adapters)(),
      ),
    );
  };
};
