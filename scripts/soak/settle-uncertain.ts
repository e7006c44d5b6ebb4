import type { OpsEnv } from "../../ops/ops-env";
import { isRefusal } from "../../ops/refusal";
import { prepareSettlement, settle } from "../../ops/settle/settle";
import type { SoakConversation } from "./read-conversations";

const settleOne = async (env: OpsEnv, { conversationId }: SoakConversation, sends: number): Promise<void> => {
  const prepared = await prepareSettlement(env, {
    conversationId,
    outcome: sends === 0 ? "resend" : "sent",
    reason: `the carrier's ledger has ${sends}`,
    messageId: undefined,
  });
  const settled = isRefusal(prepared) ? prepared : await settle(env, prepared);
  if (isRefusal(settled)) throw new Error(`${conversationId} could not be settled: ${settled.refusal}`);
};

/** Settles what is uncertain as an operator does who looks into the carrier's own records. */
export const settleUncertain = async (
  env: OpsEnv,
  uncertain: readonly SoakConversation[],
  sends: ReadonlyMap<string, number>,
): Promise<void> => {
  for (const one of uncertain) await settleOne(env, one, sends.get(one.recipient) ?? 0);
};
