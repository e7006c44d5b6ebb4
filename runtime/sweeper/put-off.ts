import type * as RTE from "fp-ts/ReaderTaskEither";
import { isoAfter } from "../conversation/lease";
import { checkLater } from "../conversation/transitions/check-later";
import { giveUpKnowing } from "../conversation/transitions/give-up-knowing";
import { correlationOfRecord } from "../log/correlation";
import { giveUp } from "./resume";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";

type Sweeping = RTE.ReaderTaskEither<SweeperEnv, SweepFailure, void>;

/** Seconds before a check that failed is tried again, and after which an uncertain send is given up. */
const TRY_AGAIN_SECONDS = 300;
const GIVE_UP_SECONDS = 86_400;

const isSending = ({ conversation: { send_state } }: Stranded): boolean =>
  send_state === "sending" || send_state === "uncertain";

const isOverdue = (stranded: Stranded, now: Date): boolean =>
  isSending(stranded) &&
  now.getTime() - Date.parse(stranded.conversation.sending_at ?? stranded.conversation.lease_until) >
    GIVE_UP_SECONDS * 1000;

const stopKnowing =
  ({ key, conversation }: Stranded, why: string): Sweeping =>
  ({ conversations, clock, log }) => {
    log.error({ event: "delivery_unknown", ...correlationOfRecord(conversation), reason: why })();
    return conversations.change(key, giveUpKnowing(conversation, `it could not be looked into: ${why}`, clock.now()));
  };

const tryAgain =
  ({ key, conversation }: Stranded): Sweeping =>
  ({ conversations, clock }) =>
    conversations.change(
      key,
      checkLater(conversation, isoAfter(clock.now(), TRY_AGAIN_SECONDS), conversation.sweeps ?? 0),
    );

/** Trouble with a carrier, a secret or a queue: later, but an uncertain send not for ever, and a record that gives no message never. */
export const putOff =
  (stranded: Stranded, failure: SweepFailure): Sweeping =>
  (env) => {
    env.log.warn({
      event: "sweep_put_off",
      ...correlationOfRecord(stranded.conversation),
      status: failure._tag,
      ...("reason" in failure ? { reason: failure.reason } : {}),
    })();
    if (isOverdue(stranded, env.clock.now())) return stopKnowing(stranded, failure._tag)(env);
    return failure._tag === "NotRebuilt" && !isSending(stranded)
      ? giveUp(stranded, `its record gives no message: ${failure.reason}`)(env)
      : tryAgain(stranded)(env);
  };
