import * as E from "fp-ts/Either";
import { decodeOr } from "../../runtime/codec/decode-or";
import type { JsonObject } from "../../runtime/codec/json-object";
import { StoredConversation } from "../../runtime/conversation/stored-conversation";
import type { OpsEnv } from "../ops-env";
import { isRefusal, type Refusal, refuse } from "../refusal";
import { findConversation } from "./find-conversation";

export type Readable = { readonly record: JsonObject; readonly conversation: StoredConversation };

/** A conversation whose record the protocol can read. */
export const findReadable = async (env: OpsEnv, conversationId: string): Promise<Readable | Refusal> => {
  const found = await findConversation(env, conversationId);
  if (isRefusal(found)) return found;
  const decoded = decodeOr(StoredConversation, (places) => places)(found.record);
  return E.isLeft(decoded)
    ? refuse(`the record cannot be read: ${decoded.left}`)
    : { record: found.record, conversation: decoded.right };
};
