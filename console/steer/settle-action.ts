import type { OpsEnv } from "../../ops/ops-env";
import { isRefusal } from "../../ops/refusal";
import { prepareSettlement, settle } from "../../ops/settle/settle";
import { settledText } from "../../ops/settle/settle-text";
import type { OperatorsOutcome } from "../../runtime/conversation/transitions/settle-by-operator";
import type { ActionOutcome, ConsoleAction } from "../server/console-action";
import { choiceField, optionalText, textField } from "../server/input";

const outcomes: readonly OperatorsOutcome[] = ["sent", "resend", "failed"];

const notDone = (refusal: string): ActionOutcome => ({ done: false, text: `Not done: ${refusal}.` });

/** Settles an uncertain send, as `npm run ops -- settle` does. */
export const settleAction = (env: OpsEnv): ConsoleAction => ({
  name: "settle",
  prepare: (input) => {
    const conversationId = textField(input, "conversation_id");
    const outcome = choiceField(input, "outcome", outcomes);
    const reason = textField(input, "reason");
    const messageId = outcome === "sent" ? optionalText(input, "message_id") : undefined;
    return {
      subject: `${conversationId}: ${outcome}`,
      reason,
      run: async () => {
        const prepared = await prepareSettlement(env, { conversationId, outcome, reason, messageId });
        if (isRefusal(prepared)) return notDone(prepared.refusal);
        const settled = await settle(env, prepared);
        return isRefusal(settled)
          ? notDone(settled.refusal)
          : { done: true, text: settledText(settled), conversationId };
      },
    };
  },
});
