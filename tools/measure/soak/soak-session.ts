import { setTimeout } from "node:timers/promises";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import { fromAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import type { ConversationKey } from "../../../runtime/conversation/conversation";
import { channels } from "../../../runtime/request/request";
import type { Engine } from "../../engine/run/start-engine";
import { localClients } from "../../ops/connect/aws-clients";
import { opsEnvOn, readyTarget } from "../../ops/connect/connect";
import type { OpsEnv } from "../../ops/connect/ops-env";
import { queueCounts } from "../../ops/connect/sqs-dead-letters";
import { prepareSettlement, settle } from "../../ops/conversations/settle";
import { readRecords } from "../../ops/conversations/stuck";
import { countSends, readConversations, type SoakConversation, type Verdict, verdictOf } from "./verdict";

const PAUSE_MS = 500;
/** Looks in a row that must find nothing: between two, something may pass from a queue to the index. */
const LOOKS = 4;

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

/** The longest that the engine may take to come to rest after the last request. */
const MOST_QUIET_SECONDS = 900;

/** A running engine under load, with what the soak asks of it. */
export const openSession = (engine: Engine, warn: (text: string) => void) => {
  const { ready, providers } = engine;
  const clients = localClients(ready);
  const { conversations, company } = ready.tables;
  const env = opsEnvOn(readyTarget(ready), clients, warn);
  const accepted = new Set<string>();

  /** How many of these are not given up. */
  const moving = async (keys: readonly ConversationKey[]): Promise<number> =>
    (await readRecords(env, keys)).filter(({ given_up_at }) => given_up_at === undefined).length;

  const look = async () => {
    const queued = await Promise.all(channels.map((channel) => queueCounts(clients.sqs, ready.queues[channel].url)));
    const { items } = await env.lookups.open();
    const total = queued.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
    return { queued: total, open: total > 0 ? items.length : await moving(items) };
  };

  return {
    engine,
    env,
    /** Ids of the requests that the API accepted. */
    accepted,
    /** Waits until nothing moves by itself any more; throws with what still did after the longest time. */
    untilQuiet: async (onLook: (waiting: Awaited<ReturnType<typeof look>>) => void): Promise<void> => {
      const end = performance.now() + MOST_QUIET_SECONDS * 1000;
      for (let quiet = 0; quiet < LOOKS; await setTimeout(PAUSE_MS)) {
        const waiting = await look();
        onLook(waiting);
        const { queued, open } = waiting;
        const receipts = providers.twilio.receiptsPending() + providers.sendgrid.eventsPending();
        quiet = queued + open + receipts === 0 ? quiet + 1 : 0;
        if (performance.now() > end)
          throw new Error(
            `not quiet after ${MOST_QUIET_SECONDS} s: ${queued} messages queued, ${open} conversations open`,
          );
      }
    },
    judge: async (): Promise<Verdict> =>
      verdictOf({
        accepted,
        conversations: await readConversations(clients.dynamo, conversations),
        sends: countSends(providers.ledger),
      }),
    /** The record of each project, by its company's id. */
    companies: async (): Promise<ReadonlyMap<string, JsonObject>> =>
      new Map(
        await Promise.all(
          ready.apiKeys.map(async ({ company_id, project_id }) => {
            const Key = { company_id: { S: company_id }, project_id: { S: project_id } };
            const { Item = {} } = await clients.dynamo.send(new GetItemCommand({ TableName: company, Key }));
            return [company_id, fromAttributes(Item)] as const;
          }),
        ),
      ),
    close: clients.close,
  };
};

export type SoakSession = ReturnType<typeof openSession>;
