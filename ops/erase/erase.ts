import type { OpsEnv } from "../ops-env";
import { type Burial, buryFoundGuard } from "./bury-request";
import { type ErasedConversation, eraseConversation } from "./erase-conversation";
import { type ErasurePlan, recordsOf } from "./plan-erasure";

export type Erased = {
  readonly stack: string;
  readonly conversations: readonly string[];
  /** Requests without a record whose guards named the recipient. */
  readonly requests: number;
  readonly openai: { readonly conversations: number; readonly items: number; readonly already_gone: number };
  readonly tombstone: string;
  readonly not_erased: readonly { readonly conversation_id: string; readonly why: string }[];
  readonly by: string;
  readonly at: string;
};

type Outcome = ErasedConversation | { readonly conversation_id: string; readonly why: string };

const isErased = (outcome: Outcome): outcome is ErasedConversation => "erasedAt" in outcome;

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Seconds until no worker can write a record anew that it looked for before its request was over: the one call in between is
 * over in about ten, retries included.
 */
const STALE_LOOK_SECONDS = 30;

const eraseAll = async (env: OpsEnv, { records }: ErasurePlan, burial: Burial): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const record of records) {
    const conversation_id = String(record.conversation_id);
    outcomes.push(
      await eraseConversation(env, record, burial).catch((error) => ({ conversation_id, why: why(error) })),
    );
  }
  return outcomes;
};

const removeEmptied = async (env: OpsEnv, erased: readonly ErasedConversation[]): Promise<void> => {
  if (erased.length === 0) return;
  await env.pause(STALE_LOOK_SECONDS);
  for (const { key, erasedAt } of erased) await env.erasures.removeErased(key, erasedAt);
};

const arrivedMeanwhile = async (env: OpsEnv, { request }: ErasurePlan, outcomes: readonly Outcome[]) => {
  const known = outcomes.map((outcome) => (isErased(outcome) ? outcome.key.conversation_id : outcome.conversation_id));
  return (await recordsOf(env, request))
    .map(({ conversation_id }) => String(conversation_id))
    .filter((id) => !known.includes(id))
    .map((conversation_id) => ({ conversation_id, why: "it came while the others were erased" }));
};

/** Erases what was planned; can be killed anywhere and repeated. */
export const erase = async (env: OpsEnv, plan: ErasurePlan): Promise<Erased> => {
  const { request, tombstone, guards } = plan;
  const erasure = { at: env.clock.now(), by: env.operator, reason: request.reason };
  const burial = { recipient: request.recipient, tombstone, erasure };
  const outcomes = await eraseAll(env, plan, burial);
  for (const guard of guards) await buryFoundGuard(env, guard, burial);
  const erased = outcomes.filter(isErased);
  await removeEmptied(env, erased);
  const threads = erased.flatMap(({ thread }) => (thread === undefined ? [] : [thread]));
  return {
    stack: env.stack,
    conversations: erased.map(({ key }) => key.conversation_id),
    requests: guards.length,
    openai: {
      conversations: threads.filter(({ found }) => found).length,
      items: threads.reduce((sum, { items }) => sum + items, 0),
      already_gone: threads.filter(({ found }) => !found).length,
    },
    tombstone,
    not_erased: [
      ...outcomes.flatMap((outcome) => (isErased(outcome) ? [] : [outcome])),
      ...(await arrivedMeanwhile(env, plan, outcomes)),
    ],
    by: env.operator,
    at: erasure.at.toISOString(),
  };
};
