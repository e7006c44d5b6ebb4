import { pipe } from "fp-ts/function";
import type * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { leaseFrom } from "../conversation/conversation";
import { renewLease } from "../conversation/transitions";
import type { Step } from "../step";
import { guarded } from "../step";
import { changeConversation } from "./claim";
import type { Claimed, Delivery, ProcessorEnv } from "./stages";

/** Hides the message for as long as the lease, so that a killed worker costs one lease; failing that, the queue's own time holds. */
export const hideForLease =
  ({ receiptHandle }: Delivery): Step<ProcessorEnv, never, void> =>
  ({ visibility, settings, log }) =>
    pipe(
      visibility.hide(receiptHandle, settings.leaseSeconds),
      TE.orElse(() => TE.fromIO(log.warn({ event: "visibility_unchanged", channel: settings.channel }))),
    );

/**
 * Renews lease and visibility together; the time until which the conversation is now held, or before on failure. `ends` are those that the
 * record may say: a renewal whose answer was lost may have come about.
 */
const beat = (claimed: Claimed, delivery: Delivery, ends: string[], env: ProcessorEnv): T.Task<Date> => {
  const lease = leaseFrom(claimed.lease.lease_owner, env.clock.now(), env.settings.leaseSeconds);
  const from = [...ends];
  ends.push(lease.lease_until);
  return pipe(
    changeConversation(claimed, renewLease(lease, from))(env),
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

/** An error that no port foresaw costs a beat; it must not end the process by going unhandled in a timer. */
const surely = (claimed: Claimed, delivery: Delivery, ends: string[], env: ProcessorEnv): T.Task<Date> =>
  guarded(
    () => beat(claimed, delivery, ends, env)(),
    (reason) => {
      env.log.warn({ event: "heartbeat_failed", conversation_id: claimed.key.conversation_id, reason })();
      return claimed.heldUntil();
    },
  );

/**
 * Keeps conversation and message while `step` works on them. It ends however the step ends, an unforeseen error
 * included, and only after a beat that is under way: a late one would hold what has just been given free.
 */
export const withHeartbeat =
  (delivery: Delivery) =>
  <E, A>(step: (claimed: Claimed) => Step<ProcessorEnv, E, A>) =>
  (claimed: Claimed): Step<ProcessorEnv, E, A> =>
  (env) =>
  () => {
    let heldUntil = claimed.heldUntil();
    const ends = [claimed.lease.lease_until];
    let beating: Promise<void> = Promise.resolve();
    const held: Claimed = { ...claimed, heldUntil: () => heldUntil };
    const stop = env.timer.every(env.settings.heartbeatSeconds * 1000, () => {
      beating = surely(held, delivery, ends, env)().then((until) => {
        heldUntil = until;
      });
      return beating;
    })();
    return Promise.resolve()
      .then(() => step(held)(env)())
      .finally(() => {
        stop();
        return beating;
      });
  };
