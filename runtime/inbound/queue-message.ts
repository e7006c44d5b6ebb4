import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { ReceivedMessage } from "../conversation/received-message";
import type { Step } from "../step";
import { type InboundEnv, type InboundFailure, later } from "./inbound-request";

/** Hands a message over to the function that records it. */
export const queueMessage =
  (message: ReceivedMessage): Step<InboundEnv, InboundFailure, void> =>
  ({ repliesQueue, log }) =>
    pipe(
      repliesQueue.send(message),
      TE.mapLeft(later),
      TE.tapIO(() => {
        const { company_id, project_id, channel, message_id, message_kind } = message;
        return log.info({ event: "inbound_queued", company_id, project_id, channel, message_id, status: message_kind });
      }),
    );
