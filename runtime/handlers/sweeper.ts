import { carriers } from "../adapters/carriers";
import { dynamoCompanies } from "../adapters/dynamo-companies";
import { dynamoChecks, dynamoConversations } from "../adapters/dynamo-conversations";
import { dynamoSenders } from "../adapters/dynamo-senders";
import { dynamoClient, readEnvironment, readQueueUrls, secretsClient, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { openaiThreads } from "../adapters/openai-threads";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { sqsQueue, sqsRepliesQueue } from "../adapters/sqs";
import { intervalTimer, systemClock } from "../adapters/time-and-chance";
import { twilioInbox } from "../adapters/twilio-inbox";
import { sweep } from "../sweeper/sweep";
import type { SweeperEnv, SweeperSettings } from "../sweeper/sweeper-env";

/** The sweeper's ports on AWS, but for the deadline, which each invocation has of its own. */
const sweeperAdapters = (settings: SweeperSettings): Omit<SweeperEnv, "deadline"> => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE", "REPLIES_QUEUE_URL");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  const sqs = sqsClient();
  return {
    settings,
    clock: systemClock,
    timer: intervalTimer,
    log,
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    companies: dynamoCompanies(dynamo, env.COMPANY_TABLE, log),
    senders: dynamoSenders(dynamo, env.CONVERSATIONS_TABLE, log),
    checks: dynamoChecks(dynamo, env.CONVERSATIONS_TABLE, log),
    queue: sqsQueue(sqs, readQueueUrls(), log),
    repliesQueue: sqsRepliesQueue(sqs, env.REPLIES_QUEUE_URL, log),
    inbox: twilioInbox({ twilioUrl: settings.twilioUrl, clock: systemClock }),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
    carriers: carriers(settings, systemClock),
    threads: openaiThreads(settings.openaiUrl),
  };
};

type InvocationContext = Invocation & { readonly getRemainingTimeInMillis: () => number };

/** The Lambda handler of the scheduled sweep: clients are made here, once per container. */
export const makeSweeper = (
  settings: SweeperSettings,
): ((event: unknown, context: InvocationContext) => Promise<void>) => {
  const adapters = sweeperAdapters(settings);
  return (_, context) => {
    noteInvocation(context);
    return sweep({ ...adapters, deadline: { remainingMs: () => context.getRemainingTimeInMillis() } })();
  };
};
