import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { dynamoCompanyProjects } from "../adapters/dynamo-companies";
import { dynamoConsents } from "../adapters/dynamo-consents";
import { dynamoConversations } from "../adapters/dynamo-conversations";
import { dynamoCorrespondence } from "../adapters/dynamo-correspondence";
import { dynamoClient, readEnvironment, secretsClient, sqsClient } from "../adapters/environment";
import { type Invocation, logOfFunction, noteInvocation } from "../adapters/function-log";
import { secretsManagerSecrets, withMemory } from "../adapters/secrets-manager-secrets";
import { sqsVisibility } from "../adapters/sqs";
import { systemClock } from "../adapters/time-and-chance";
import { decodeOr } from "../codec/json";
import { readReceived } from "../conversation/received-message";
import { deliveredAs, SqsEvent } from "../processor/stages";
import { receiveBatch } from "../replies/receive-message";
import type { RepliesEnv, RepliesSettings } from "../replies/replies-env";

/** The ports of the replies function on AWS. */
const repliesAdapters = (settings: RepliesSettings): RepliesEnv => {
  const env = readEnvironment("COMPANY_TABLE", "CONVERSATIONS_TABLE", "QUEUE_URL");
  const log = logOfFunction();
  const dynamo = dynamoClient();
  return {
    settings,
    clock: systemClock,
    random: Math.random,
    log,
    companyProjects: dynamoCompanyProjects(dynamo, env.COMPANY_TABLE, log),
    consents: dynamoConsents(dynamo, env.CONVERSATIONS_TABLE, log),
    conversations: dynamoConversations(dynamo, env.CONVERSATIONS_TABLE, log),
    correspondence: dynamoCorrespondence(dynamo, env.CONVERSATIONS_TABLE, log),
    secrets: withMemory(secretsManagerSecrets(secretsClient()), systemClock),
    visibility: sqsVisibility(sqsClient(), env.QUEUE_URL),
  };
};

/** The Lambda handler of what people wrote: clients are made here, once per container. */
export const makeReplies = (
  settings: RepliesSettings,
): ((event: unknown, context: Invocation) => Promise<SQSBatchResponse>) => {
  const adapters = repliesAdapters(settings);
  return (event, context) => {
    noteInvocation(context);
    return pipe(
      event,
      decodeOr(SqsEvent, (places) => new Error(`not an event of a queue: ${places}`)),
      E.match(
        (error) => Promise.reject(error),
        ({ Records }) => receiveBatch(Records.map(deliveredAs(readReceived)))(adapters)(),
      ),
    );
  };
};
