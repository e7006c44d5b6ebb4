import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../conversation/conversation-key";
import type { StoredConversation } from "../conversation/stored-conversation";
import { correlationOfRecord } from "../log/correlation";
import type { LogEvent } from "../log/log-event";
import type { HasClock } from "../ports/clock";
import type { ChangeRefused, HasConversations, StoreUnavailable } from "../ports/conversations";
import type { HasLog } from "../ports/log";
import type { Malformed } from "../processor/claim-refusal";
import { findConversation } from "../processor/read-conversation";
import { applyReceipt } from "./apply-receipt";
import type { Receipt } from "./receipt";

export type RecordEnv = HasConversations & HasClock & HasLog;

/** The store could not take the receipt; the carrier posts it again. */
export type Unrecorded = { readonly _tag: "Unrecorded" };
type Recording<E> = RTE.ReaderTaskEither<RecordEnv, E, void>;

/** Others who move the record at the same time are few: a worker that settles, the sweeper, another receipt. */
const MOST_TRIES = 5;

const isRefused = (failure: { readonly _tag: string }): failure is ChangeRefused => failure._tag === "ChangeRefused";

const done: Recording<never> = RTE.right(undefined);

const alarm =
  (conversation: StoredConversation, { messageId }: Receipt): Recording<never> =>
  ({ log }) =>
    TE.fromIO(
      log.error({
        event: "sent_twice",
        critical: true,
        ...correlationOfRecord(conversation),
        message_id: messageId,
      }),
    );

const deliveryEvent = (conversation: StoredConversation, { messageId, status, errorCode }: Receipt): LogEvent => ({
  event: "delivery",
  ...correlationOfRecord(conversation),
  message_id: messageId,
  status,
  ...(errorCode === undefined ? {} : { provider_code: errorCode }),
});

const apply =
  (key: ConversationKey, receipt: Receipt) =>
  (conversation: StoredConversation): Recording<StoreUnavailable | ChangeRefused> =>
  (env) => {
    const applied = applyReceipt(conversation, receipt, env.clock.now());
    switch (applied._tag) {
      case "Nothing":
        return done(env);
      case "Duplicate":
        return alarm(conversation, receipt)(env);
      case "Change":
        return pipe(
          env.conversations.change(key, applied.change),
          TE.tapIO(() => env.log.info(deliveryEvent(conversation, receipt))),
        );
    }
  };

/** A record that is gone was erased or has expired: there is nothing left to tell. */
const once = (key: ConversationKey, receipt: Receipt): Recording<StoreUnavailable | ChangeRefused | Malformed> =>
  pipe(findConversation(key), RTE.chainW(O.match(() => done, apply(key, receipt))));

const tries = (key: ConversationKey, receipt: Receipt, left: number): Recording<Unrecorded> =>
  pipe(
    once(key, receipt),
    RTE.orElse((failure) =>
      isRefused(failure) && left > 1
        ? tries(key, receipt, left - 1)
        : RTE.left<RecordEnv, Unrecorded>({ _tag: "Unrecorded" }),
    ),
  );

/** Applies a receipt to its conversation's record, healing what the record does not know yet. */
export const recordReceipt = (key: ConversationKey, receipt: Receipt): Recording<Unrecorded> =>
  tries(key, receipt, MOST_TRIES);
