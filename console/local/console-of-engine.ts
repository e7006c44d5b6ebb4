import { join } from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { RECEIPT_KEY, secretName } from "../../infra/secret-names";
import type { Ready } from "../../local/run/ready";
import { opsEnvOn } from "../../ops/connect/ops-env-on";
import { breakActions } from "../break/break-actions";
import { scenarios } from "../break/scenarios";
import type { ConsoleParts } from "../server/console-parts";
import type { EngineFeed } from "../source/local/engine-feed";
import type { LocalEngine } from "../source/local/local-engine";
import { makeLocalSource } from "../source/local/local-source";
import { makePastEvents } from "../source/local/past-events";
import { projectAction } from "../steer/project-action";
import { redriveAction } from "../steer/redrive-action";
import { resumeAction } from "../steer/resume-action";
import { settleAction } from "../steer/settle-action";
import { localSender } from "../try/local-sender";

/** The key that the references of receipts are sealed with, by which a carrier's message is told to be a conversation's. */
const readReceiptKey = async ({ region, endpoints }: Ready): Promise<string> => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SecretsManagerClient({ region, endpoint: endpoints.secretsmanager, credentials });
  try {
    const { SecretString = "" } = await client.send(
      new GetSecretValueCommand({ SecretId: secretName(RECEIPT_KEY, "local") }),
    );
    return SecretString;
  } finally {
    client.destroy();
  }
};

/** Everything that the console of a running local engine is made of. */
export const consoleOfEngine = async (
  engine: LocalEngine,
  feed: EngineFeed,
  folder: string,
  warn: (text: string) => void,
): Promise<ConsoleParts> => {
  const { ready, services } = engine;
  const { dynamo, sqs } = services.cloud;
  const target = { stack: "local", conversationsTable: ready.tables.conversations, queues: ready.queues };
  const env = opsEnvOn(target, { dynamo, sqs, close: () => undefined }, warn);
  const past = makePastEvents(await readReceiptKey(ready));
  const source = await makeLocalSource({ engine, feed, env, past, warn });
  return {
    source,
    operator: env.operator,
    mayAct: true,
    actions: [
      redriveAction(env),
      settleAction(env),
      resumeAction(env),
      projectAction(dynamo, ready.tables.company),
      ...breakActions({ engine, feed, env, past }),
    ],
    scenarios: scenarios.map(({ run, ...view }) => view),
    sender: localSender(engine),
    journalFile: join(folder, ".local/console-actions.jsonl"),
    warn,
    close: async () => undefined,
  };
};
