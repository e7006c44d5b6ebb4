import * as E from "fp-ts/Either";
import { faultyPaths } from "../../runtime/codec/faulty-paths";
import type { JsonObject } from "../../runtime/codec/json-object";
import { newConversation } from "../../runtime/conversation/new-conversation";
import { StoredConversation } from "../../runtime/conversation/stored-conversation";
import type { Channel } from "../../runtime/request/channel";
import { contextObject } from "./context-object";
import { deepOverride } from "./deep-override";
import { START } from "./manual-clock";

/** The example's record as the first claim makes it, by `worker-1`, with a lease that has just ended. */
export const processorRecord = (overrides: JsonObject = {}, channel: Channel = "whatsapp"): StoredConversation => {
  const record = newConversation({
    context: contextObject(channel),
    lease: { lease_owner: "worker-1", lease_until: START },
    at: new Date(Date.parse(START) - 160_000),
    processorVersion: "2.3.4",
    reconcileAfterSeconds: 270,
    ttlDays: undefined,
  });
  const decoded = StoredConversation.decode(deepOverride(record, overrides));
  if (E.isLeft(decoded)) throw new Error(`not a conversation: ${faultyPaths(decoded.left).join(", ")}`);
  return decoded.right;
};
