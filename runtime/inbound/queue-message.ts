import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { eventsTo } from "../company/company";
import type { ReceivedMessage } from "../conversation/received-message";
import type { Step } from "../step";
import type { Addressed } from "./addressed";
import { type InboundEnv, type InboundFailure, later } from "./inbound-request";

/** Hands a message over to the function that records it, which reads no project's record: who is told of it is said here. */
export const queueMessage =
  ({ company }: Addressed) =>
  (message: ReceivedMessage): Step<InboundEnv, InboundFailure, void> =>
  ({ repliesQueue, log }) =>
    pipe(
      repliesQueue.send({ ...message, ...eventsTo(company) }),
      TE.mapLeft(later),
      TE.tapIO(() => {
        const { company_id, project_id, channel, message_id, message_kind } = message;
        return log.info({ event: "inbound_queued", company_id, project_id, channel, message_id, status: message_kind });
      }),
    );
