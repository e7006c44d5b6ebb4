import { join } from "node:path";
import * as E from "fp-ts/Either";
import { localClients } from "../../ops/connect/aws-clients";
import { opsEnvOn } from "../../ops/connect/ops-env-on";
import type { OpsEnv } from "../../ops/ops-env";
import { readReceiptKey } from "../../runtime/secrets/receipt-key";
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
const receiptKeyOf = async (env: OpsEnv): Promise<string> => {
  const key = await readReceiptKey(env.receiptKeyName)(env)();
  if (E.isLeft(key)) throw new Error("the secret of the receipts' references cannot be read");
  return key.right;
};

/** Everything that the console of a running local engine is made of. */
export const consoleOfEngine = async (
  engine: LocalEngine,
  feed: EngineFeed,
  folder: string,
  warn: (text: string) => void,
): Promise<ConsoleParts> => {
  const { ready, services } = engine;
  const { dynamo } = services.cloud;
  const target = {
    stack: "local",
    conversationsTable: ready.tables.conversations,
    openaiUrl: ready.providers.openai,
    queues: ready.queues,
  };
  const clients = localClients({ region: ready.region, ...ready.endpoints });
  const env = opsEnvOn(target, clients, warn);
  const past = makePastEvents(await receiptKeyOf(env));
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
    close: async () => clients.close(),
  };
};
