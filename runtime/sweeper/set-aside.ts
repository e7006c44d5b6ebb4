import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { ConversationKey } from "../conversation/conversation-key";
import { isoAfter } from "../conversation/lease";
import type { Unreadable } from "./read-stranded";
import type { Stranded } from "./stranded";
import type { SweepFailure } from "./sweep-failure";
import type { SweeperEnv } from "./sweeper-env";

/** Seconds until a record that cannot be read is looked at again. */
const SET_ASIDE_SECONDS = 86_400;

/** A record that cannot be read is for an operator; meanwhile it is out of the way of the others. */
const setAside =
  (key: ConversationKey, reason: string): RTE.ReaderTaskEither<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    log.error({ event: "stranded", critical: true, conversation_id: key.conversation_id, reason })();
    return conversations.change(key, { when: {}, set: { next_check_at: isoAfter(clock.now(), SET_ASIDE_SECONDS) } });
  };

export const orSetAside =
  (key: ConversationKey) =>
  (failure: Unreadable): RTE.ReaderTaskEither<SweeperEnv, SweepFailure, O.Option<Stranded>> =>
    failure._tag === "Malformed"
      ? pipe(
          setAside(key, failure.reason),
          RTE.map(() => O.none),
        )
      : RTE.left(failure);
