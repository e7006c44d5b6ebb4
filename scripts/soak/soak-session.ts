import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Engine } from "../../local/run/start-engine";
import { localClients } from "../../ops/connect/aws-clients";
import { opsEnvOn } from "../../ops/connect/ops-env-on";
import type { OpsEnv } from "../../ops/ops-env";
import { countSends } from "./count-sends";
import { readConversations } from "./read-conversations";
import { untilQuiet, type Waiting } from "./until-quiet";
import { type Verdict, verdictOf } from "./verdict";

/** A running engine under load, with what the soak asks of it. */
export type SoakSession = {
  readonly engine: Engine;
  readonly env: OpsEnv;
  readonly sqs: SQSClient;
  readonly accepted: Set<string>;
  readonly untilQuiet: (onLook: (waiting: Waiting) => void) => Promise<void>;
  readonly judge: () => Promise<Verdict>;
  readonly close: () => void;
};

/** The longest that the engine may take to come to rest after the last request. */
const MOST_QUIET_SECONDS = 900;

export const openSession = (engine: Engine, warn: (text: string) => void): SoakSession => {
  const { ready, providers } = engine;
  const clients = localClients({ region: ready.region, ...ready.endpoints });
  const { sqs, close } = clients;
  const target = {
    stack: "local",
    conversationsTable: ready.tables.conversations,
    openaiUrl: ready.providers.openai,
    queues: ready.queues,
  };
  const env = opsEnvOn(target, clients, warn);
  const accepted = new Set<string>();
  return {
    engine,
    env,
    sqs,
    accepted,
    untilQuiet: (onLook) =>
      untilQuiet({
        ready,
        sqs,
        env,
        receiptsPending: () => providers.twilio.receiptsPending() + providers.sendgrid.eventsPending(),
        mostSeconds: MOST_QUIET_SECONDS,
        onLook,
      }),
    judge: async () =>
      verdictOf({
        accepted,
        conversations: await readConversations(clients.dynamo, ready.tables.conversations),
        sends: countSends(providers.ledger),
      }),
    close,
  };
};
