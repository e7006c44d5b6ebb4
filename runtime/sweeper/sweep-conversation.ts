import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../conversation/conversation-key";
import { checkLater } from "../conversation/transitions/check-later";
import { leaveIndex } from "../conversation/transitions/leave-index";
import { putOff } from "./put-off";
import { readStranded } from "./read-stranded";
import { reconcile } from "./reconcile";
import { resume } from "./resume";
import { orSetAside } from "./set-aside";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";

type Sweeping = RTE.ReaderTaskEither<SweeperEnv, SweepFailure, void>;

const nothing: Sweeping = RTE.right(undefined);

const remove =
  ({ key, conversation }: Stranded): Sweeping =>
  ({ conversations }) =>
    conversations.change(key, leaveIndex(conversation));

/** A worker has it: when its lease is over, there is something to see. */
const wait =
  ({ key, conversation }: Stranded): Sweeping =>
  ({ conversations }) =>
    conversations.change(key, checkLater(conversation, conversation.lease_until, conversation.sweeps ?? 0));

const isHeld = ({ conversation }: Stranded, now: Date): boolean => conversation.lease_until > now.toISOString();

const proceed = (stranded: Stranded): Sweeping => {
  switch (stranded.conversation.send_state) {
    case "sent":
    case "failed":
      return remove(stranded);
    case "accepted":
    case "drafted":
      return resume(stranded);
    case "sending":
    case "uncertain":
      return reconcile(stranded);
  }
};

/** An uncertain send is free of its worker, whatever the lease says. */
const sweepRead =
  (stranded: Stranded): Sweeping =>
  (env) => {
    const { send_state } = stranded.conversation;
    const working = send_state === "accepted" || send_state === "drafted" || send_state === "sending";
    return working && isHeld(stranded, env.clock.now()) ? wait(stranded)(env) : proceed(stranded)(env);
  };

/** Somebody else has moved the conversation on. */
const unlessMoved = (sweeping: Sweeping): Sweeping =>
  pipe(
    sweeping,
    RTE.orElse((failure) => (failure._tag === "ChangeRefused" ? nothing : RTE.left(failure))),
  );

const orPutOff =
  (stranded: Stranded) =>
  (failure: SweepFailure): Sweeping => {
    switch (failure._tag) {
      case "CarrierSilent":
      case "SecretMissing":
      case "NotRebuilt":
      case "QueueRefused":
      case "QueueMissing":
        return putOff(stranded, failure);
      case "ChangeRefused":
      case "StoreUnavailable":
        return RTE.left(failure);
    }
  };

/** Looks into one conversation whose check is due, and moves it on as far as its record and its carrier allow. */
export const sweepConversation = (key: ConversationKey): Sweeping =>
  pipe(
    readStranded(key),
    RTE.orElseW(orSetAside(key)),
    RTE.chainW(
      O.match(
        () => nothing,
        (stranded) => pipe(sweepRead(stranded), RTE.orElse(orPutOff(stranded))),
      ),
    ),
    unlessMoved,
    RTE.tapError(
      (failure) =>
        ({ log }: SweeperEnv) =>
          TE.fromIO(log.warn({ event: "sweep_failed", conversation_id: key.conversation_id, status: failure._tag })),
    ),
  );
