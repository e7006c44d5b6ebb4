import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../conversation/conversation-key";
import { isoAfter } from "../conversation/lease";
import { checkLater } from "../conversation/transitions/check-later";
import { giveUpKnowing } from "../conversation/transitions/give-up-knowing";
import { leaveIndex } from "../conversation/transitions/leave-index";
import { readStranded } from "./read-stranded";
import { reconcile } from "./reconcile";
import { resume } from "./resume";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";

type Sweeping = RTE.ReaderTaskEither<SweeperEnv, SweepFailure, void>;

/** Seconds before a check that failed is tried again, and after which an uncertain send is given up. */
const TRY_AGAIN_SECONDS = 300;
const GIVE_UP_SECONDS = 86_400;

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

const isOverdue = ({ conversation }: Stranded, now: Date): boolean =>
  now.getTime() - Date.parse(conversation.sending_at ?? now.toISOString()) > GIVE_UP_SECONDS * 1000;

/** Trouble with the carrier or its secret: later, but not for ever. */
const putOff =
  (stranded: Stranded, { _tag }: SweepFailure): Sweeping =>
  ({ conversations, clock, log }) => {
    const { key, conversation } = stranded;
    const now = clock.now();
    if (!isOverdue(stranded, now)) {
      return conversations.change(
        key,
        checkLater(conversation, isoAfter(now, TRY_AGAIN_SECONDS), conversation.sweeps ?? 0),
      );
    }
    log.error({ event: "delivery_unknown", conversation_id: key.conversation_id, reason: _tag })();
    return conversations.change(key, giveUpKnowing(conversation, `it could not be looked into: ${_tag}`, now));
  };

const orPutOff =
  (stranded: Stranded) =>
  (failure: SweepFailure): Sweeping => {
    switch (failure._tag) {
      case "ChangeRefused":
        return nothing;
      case "CarrierSilent":
      case "SecretMissing":
      case "NotRebuilt":
        return putOff(stranded, failure);
      case "StoreUnavailable":
      case "QueueRefused":
      case "QueueMissing":
      case "Malformed":
        return RTE.left(failure);
    }
  };

/** Looks into one conversation whose check is due, and moves it on as far as its record and its carrier allow. */
export const sweepConversation = (key: ConversationKey): Sweeping =>
  pipe(
    readStranded(key),
    RTE.chain(
      O.match(
        () => nothing,
        (stranded) => pipe(sweepRead(stranded), RTE.orElse(orPutOff(stranded))),
      ),
    ),
    RTE.tapError(
      (failure) =>
        ({ log }: SweeperEnv) =>
          TE.fromIO(log.warn({ event: "sweep_failed", conversation_id: key.conversation_id, status: failure._tag })),
    ),
  );
