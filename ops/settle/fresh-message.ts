import * as E from "fp-ts/Either";
import type { JsonObject } from "../../runtime/codec/json-object";
import { type QueuedMessage, queuedMessage } from "../../runtime/context/queued-message";
import type { Clock } from "../../runtime/ports/clock";
import { receive } from "../../runtime/processor/receive";
import { rebuildContext } from "../../runtime/sweeper/rebuild-context";
import { type Refusal, refuse } from "../refusal";

/** A message that goes on with a record's conversation, if a processor would take it. */
export const freshMessage = async (
  env: { readonly clock: Clock },
  record: JsonObject,
): Promise<QueuedMessage | Refusal> => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return refuse(`its message cannot be rebuilt from the record: ${context.left.reason}`);
  const message = queuedMessage(context.right);
  const received = await receive(message.body)(env)();
  if (E.isRight(received)) return message;
  return refuse(
    received.left._tag === "TooLate"
      ? "it was accepted more than 28 days ago, too long to be sent"
      : `its message would not be processed: ${received.left.reason}`,
  );
};
