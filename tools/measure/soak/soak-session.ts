import { setTimeout } from "node:timers/promises";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import { RECEIPT_KEY, secretName } from "../../../infra/names";
import { fromAttributes } from "../../../runtime/adapters/dynamo-items";
import type { JsonObject } from "../../../runtime/codec/json";
import { channels } from "../../../runtime/request/request";
import { localPlace } from "../../engine/resources/identity";
import type { Ready } from "../../engine/run/ready";
import { dynamoClient } from "../../engine/run/services";
import type { Engine } from "../../engine/run/start-engine";
import { localClients } from "../../ops/connect/aws-clients";
import { opsEnvOn } from "../../ops/connect/connect";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { prepareSettlement, settle } from "../../ops/conversations/settle";
import { countSends, readConversations, type SoakConversation, type Verdict, verdictOf } from "./verdict";

/** The record of each project, by its company's id. */
export const readCompanies = async ({
  endpoints,
  tables,
  apiKeys,
}: Ready): Promise<ReadonlyMap<string, JsonObject>> => {
  const client = dynamoClient(localPlace, endpoints.dynamodb);
  try {
    return new Map(
      await Promise.all(
        apiKeys.map(async ({ company_id, project_id }) => {
          const Key = { company_id: { S: company_id }, project_id: { S: project_id } };
          const { Item = {} } = await client.send(new GetItemCommand({ TableName: tables.company, Key }));
          return [company_id, fromAttributes(Item)] as const;
        }),
      ),
    );
  } finally {
    client.destroy();
  }
};

/** The key that this engine's receipt references are sealed with. */
export const readReceiptKey = async ({ region, endpoints }: Ready): Promise<string> => {
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

const PAUSE_MS = 500;
/** Looks in a row that must find nothing: between two, something may pass from a queue to the index. */
const LOOKS = 4;

export type Waiting = { readonly queued: number; readonly open: number };

export type QuietOptions = {
  readonly ready: Ready;
  readonly sqs: SQSClient;
  readonly env: OpsEnv;
  /** Receipts that the carriers have yet to post. */
  readonly receiptsPending: () => number;
  readonly mostSeconds: number;
  readonly onLook: (waiting: Waiting) => void;
};

const countAt = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return (["", "NotVisible", "Delayed"] as const).reduce(
    (total, which) => total + Number(Attributes[`ApproximateNumberOfMessages${which}`] ?? 0),
    0,
  );
};

const look = async ({ ready, sqs, env }: QuietOptions): Promise<Waiting> => {
  const queued = await Promise.all(channels.map((channel) => countAt(sqs, ready.queues[channel].url)));
  const open = await env.lookups.open();
  return { queued: queued.reduce((total, one) => total + one, 0), open: open.items.length };
};

/** Waits until nothing moves by itself any more; throws with what still did after `mostSeconds`. */
export const untilQuiet = async (options: QuietOptions): Promise<void> => {
  const end = performance.now() + options.mostSeconds * 1000;
  for (let quiet = 0; quiet < LOOKS; await setTimeout(PAUSE_MS)) {
    const waiting = await look(options);
    options.onLook(waiting);
    quiet = waiting.queued + waiting.open + options.receiptsPending() === 0 ? quiet + 1 : 0;
    if (performance.now() > end) {
      throw new Error(
        `not quiet after ${options.mostSeconds} s: ${waiting.queued} messages queued, ${waiting.open} conversations open`,
      );
    }
  }
};

const settleOne = async (env: OpsEnv, { conversationId }: SoakConversation, sends: number): Promise<void> => {
  const prepared = await prepareSettlement(env, {
    conversationId,
    outcome: sends === 0 ? "resend" : "sent",
    reason: `the carrier's ledger has ${sends}`,
    messageId: undefined,
  });
  const settled = E.isLeft(prepared) ? prepared : await settle(env, prepared.right);
  if (E.isLeft(settled)) throw new Error(`${conversationId} could not be settled: ${settled.left}`);
};

/** Settles what is uncertain as an operator does who looks into the carrier's own records. */
export const settleUncertain = async (
  env: OpsEnv,
  uncertain: readonly SoakConversation[],
  sends: ReadonlyMap<string, number>,
): Promise<void> => {
  for (const one of uncertain) await settleOne(env, one, sends.get(one.recipient) ?? 0);
};

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
  const clients = localClients(ready);
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
