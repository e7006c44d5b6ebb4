import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { type QueuedMessage, queuedMessage } from "../../../runtime/conversation/message";
import { rebuildContext } from "../../../runtime/conversation/record";
import type { Clock } from "../../../runtime/ports/time-and-chance";
import { receive } from "../../../runtime/processor/receive";

/** A message that goes on with a record's conversation, if a processor would take it. */
export const freshMessage = async (
  env: { readonly clock: Clock },
  record: JsonObject,
): Promise<E.Either<string, QueuedMessage>> => {
  const context = rebuildContext(record);
  if (E.isLeft(context)) return E.left(`its message cannot be rebuilt from the record: ${context.left.reason}`);
  const message = queuedMessage(context.right);
  const received = await receive(message.body)(env)();
  if (E.isRight(received)) return E.right(message);
  return E.left(
    received.left._tag === "TooLate"
      ? "it was accepted more than 28 days ago, too long to be sent"
      : `its message would not be processed: ${received.left.reason}`,
  );
};
