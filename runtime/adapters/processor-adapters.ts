import type { ProcessorEnv } from "../processor/processor-env";
import type { ProcessorSettings } from "../processor/processor-settings";
import { dynamoClient, secretsClient, sqsClient } from "./aws-clients";
import { carriers } from "./carriers";
import { dynamoConversations } from "./dynamo-conversations";
import { intervalTimer } from "./interval-timer";
import { logOfFunction } from "./log-of-function";
import { openaiAssistant } from "./openai-assistant";
import { randomIds } from "./random-ids";
import { readEnvironment } from "./read-environment";
import { secretsManagerSecrets } from "./secrets-manager-secrets";
import { sqsVisibility } from "./sqs-visibility";
import { systemClock } from "./system-clock";
import { systemStopwatch } from "./system-stopwatch";
import { withAssistantLog } from "./with-assistant-log";
import { withCarrierLog } from "./with-carrier-log";
import { withMemory } from "./with-memory";

/** A processor's ports on AWS, but for the deadline, which each invocation has of its own. */
export const processorAdapters = (settings: ProcessorSettings): Omit<ProcessorEnv, "deadline"> => {
  const env = readEnvironment("CONVERSATIONS_TABLE", "QUEUE_URL", "RECEIPTS_URL");
  const log = logOfFunction();
  return {
    settings,
    receiptsUrl: env.RECEIPTS_URL,
    clock: systemClock,
    ids: randomIds,
    random: Math.random,
    timer: intervalTimer,
    log,
    conversations: dynamoConversations(dynamoClient(), env.CONVERSATIONS_TABLE, log),
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
