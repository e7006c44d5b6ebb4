import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";
import type { OpsEnv } from "../ops-env";

/** One record, by a strongly consistent read; throws when the table cannot be read. */
export const readRecord = async (
  { conversations }: Pick<OpsEnv, "conversations">,
  key: ConversationKey,
): Promise<JsonObject | undefined> => {
  const found = await conversations.read(key)();
  if (E.isLeft(found)) throw new Error("The conversations table cannot be read");
  return O.toUndefined(found.right);
};
