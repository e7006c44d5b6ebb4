import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { carriers, withCarrierLog } from "../adapters/carriers";
import { dynamoConsents } from "../adapters/dynamo-consents";
import { dynamoConversations } from "../adapters/dynamo-conversations";
import { dynamoClient, readEnvironment, secretsClient, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { openaiAssistant, withAssistantLog } from "../adapters/openai-assistant";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { sqsVisibility } from "../adapters/sqs";
import { intervalTimer, randomIds, systemClock, systemStopwatch } from "../adapters/time-and-chance";
import { decodeOr } from "../codec/json";
import { processBatch } from "../processor/process-message";
import { deliveryOf, type ProcessorEnv, type ProcessorSettings, SqsEvent } from "../processor/stages";

/** A processor's ports on AWS, but for the deadline, which each invocation has of its own. */
const processorAdapters = (settings: ProcessorSettings): Omit<ProcessorEnv, "deadline"> => {
  const env = readEnvironment("CONVERSATIONS_TABLE", "QUEUE_URL", "RECEIPTS_URL", "UNSUBSCRIBE_URL");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    receiptsUrl: env.RECEIPTS_URL,
    unsubscribeUrl: env.UNSUBSCRIBE_URL,
    clock: systemClock,
    ids: randomIds,
    random: Math.random,
    timer: intervalTimer,
    log,
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    consents: dynamoConsents(dynamo, env.CONVERSATIONS_TABLE, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
    visibility: sqsVisibility(sqsClient(), env.QUEUE_URL),
    assistant: withAssistantLog(openaiAssistant(settings.openaiUrl, systemClock), {
      log,
      stopwatch: systemStopwatch,
      channel: settings.channel,
      prices: settings.modelPrices,
    }),
    carrier: withCarrierLog(carriers(settings, systemClock)[settings.channel], {
      log,
      stopwatch: systemStopwatch,
      channel: settings.channel,
    }),
  };
};

type InvocationContext = Invocation & { readonly getRemainingTimeInMillis: () => number };

/** One channel's Lambda handler: clients are made here, once per container. */
export const makeProcessor = (
  settings: ProcessorSettings,
): ((event: unknown, context: InvocationContext) => Promise<SQSBatchResponse>) => {
  const adapters = processorAdapters(settings);
  return (event, context) => {
    noteInvocation(context);
    return pipe(
      event,
      decodeOr(SqsEvent, (places) => new Error(`not an event of a queue: ${places}`)),
      E.match(
        (error) => Promise.reject(error),
        ({ Records }) =>
          processBatch(Records.map(deliveryOf))({
            ...adapters,
            deadline: { remainingMs: () => context.getRemainingTimeInMillis() },
          })(),
      ),
    );
  };
};
