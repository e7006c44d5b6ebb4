import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { settleSent } from "../conversation/transitions/settle-sent";
import { changeConversation } from "./change-conversation";
import type { ProcessorEnv, Step } from "./processor-env";
import type { SentButUnrecorded } from "./setback";
import type { Sent } from "./stages";

const unrecorded =
  ({ accepted }: Sent) =>
  (): SentButUnrecorded => ({
    _tag: "SentButUnrecorded",
    messageId: accepted.messageId,
  });

/** The final record update. */
export const settle = (sent: Sent): Step<ProcessorEnv, SentButUnrecorded, Sent> =>
  pipe(
    RTE.asks(({ clock }: ProcessorEnv) => clock.now()),
    RTE.chainW((at) =>
      changeConversation(sent, settleSent({ ...sent, at, processingMs: at.getTime() - sent.claimedAt.getTime() })),
    ),
    RTE.bimap(unrecorded(sent), () => sent),
  );
