import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { settleSent } from "../conversation/transitions/settle-sent";
import type { StoreUnavailable } from "../ports/conversations";
import { changeConversation } from "./change-conversation";
import type { ProcessorEnv, Step } from "./processor-env";
import { readConversation } from "./read-conversation";
import type { LeaseLost, SentButUnrecorded } from "./setback";
import { channelOf, type Sent } from "./stages";

const unrecorded =
  ({ accepted }: Sent) =>
  (): SentButUnrecorded => ({
    _tag: "SentButUnrecorded",
    messageId: accepted.messageId,
  });

const update = (sent: Sent): Step<ProcessorEnv, StoreUnavailable | LeaseLost, void> =>
  pipe(
    RTE.asks(({ clock }: ProcessorEnv) => clock.now()),
    RTE.chainW((at) =>
      changeConversation(
        sent,
        settleSent({ ...sent, at, channel: channelOf(sent), processingMs: at.getTime() - sent.claimedAt.getTime() }),
      ),
    ),
  );

/** A receipt may have been faster, and have recorded the message as sent; that is as good. */
const acceptIfRecorded = (sent: Sent): Step<ProcessorEnv, SentButUnrecorded, void> =>
  pipe(
    readConversation(sent.key),
    RTE.filterOrElseW(
      ({ send_state, attempt_id }) => send_state === "sent" && attempt_id === sent.attemptId,
      unrecorded(sent),
    ),
    RTE.bimap(unrecorded(sent), () => undefined),
  );

/** The final record update. */
export const settle = (sent: Sent): Step<ProcessorEnv, SentButUnrecorded, Sent> =>
  pipe(
    update(sent),
    RTE.orElse(() => acceptIfRecorded(sent)),
    RTE.map(() => sent),
  );
