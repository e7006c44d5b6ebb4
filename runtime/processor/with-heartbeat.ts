import { pipe } from "fp-ts/function";
import type * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { leaseFrom } from "../conversation/lease";
import { renewLease } from "../conversation/transitions/renew-lease";
import { changeConversation } from "./change-conversation";
import type { Delivery } from "./delivery";
import type { ProcessorEnv, Step } from "./processor-env";
import type { Claimed } from "./stages";

/** Renews lease and visibility together; the time until which the conversation is now held, or before on failure. */
const beat = (claimed: Claimed, delivery: Delivery, env: ProcessorEnv): T.Task<Date> => {
  const lease = leaseFrom(claimed.lease.lease_owner, env.clock.now(), env.settings.leaseSeconds);
  return pipe(
    changeConversation(claimed, renewLease(lease))(env),
    TE.chainFirstW(() => env.visibility.hide(delivery.receiptHandle, env.settings.leaseSeconds)),
    TE.match(
      ({ _tag }) => {
        env.log.warn({ event: "heartbeat_failed", conversation_id: claimed.key.conversation_id, status: _tag })();
        return claimed.heldUntil();
      },
      () => new Date(lease.lease_until),
    ),
  );
};

/** Keeps conversation and message while `step` works on them. */
export const withHeartbeat =
  (delivery: Delivery) =>
  <E, A>(step: (claimed: Claimed) => Step<ProcessorEnv, E, A>) =>
  (claimed: Claimed): Step<ProcessorEnv, E, A> =>
  (env) => {
    let heldUntil = claimed.heldUntil();
    const start = env.timer.every(env.settings.heartbeatSeconds * 1000, async () => {
      heldUntil = await beat({ ...claimed, heldUntil: () => heldUntil }, delivery, env)();
    });
    return TE.bracket(
      TE.fromIO(start),
      () => step({ ...claimed, heldUntil: () => heldUntil })(env),
      (stop) => TE.fromIO(stop),
    );
  };
