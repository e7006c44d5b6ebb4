import type { OpsEnv } from "../../ops/ops-env";
import { isRefusal } from "../../ops/refusal";
import { resume } from "../../ops/resume/resume";
import { resumedText } from "../../ops/resume/resumed-text";
import type { ConsoleAction } from "../server/console-action";
import { textField } from "../server/input";

/** Queues a fresh message for a conversation whose own is gone, as `npm run ops -- resume` does. */
export const resumeAction = (env: OpsEnv): ConsoleAction => ({
  name: "resume",
  prepare: (input) => {
    const conversationId = textField(input, "conversation_id");
    const reason = textField(input, "reason");
    return {
      subject: conversationId,
      reason,
      run: async () => {
        const resumed = await resume(env, conversationId, reason);
        if (isRefusal(resumed)) return { done: false, text: `Not done: ${resumed.refusal}.` };
        return { done: true, text: resumedText(resumed), conversationId };
      },
    };
  },
});
