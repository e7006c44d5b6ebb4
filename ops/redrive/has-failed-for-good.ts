import type { ContextObject } from "../../runtime/context/context-object";
import { conversationKey } from "../../runtime/conversation/conversation-key";
import { readRecord } from "../lookup/read-record";
import type { OpsEnv } from "../ops-env";

/** Whether a message's conversation is final, so that a processor would only report it failed again. */
export const hasFailedForGood = async (env: Pick<OpsEnv, "conversations">, context: ContextObject): Promise<boolean> =>
  (await readRecord(env, conversationKey(context)))?.send_state === "failed";
