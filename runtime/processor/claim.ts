import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { retentionDays } from "../company/retention-days";
import type { ContextObject } from "../context/context-object";
import { conversationKey } from "../conversation/conversation-key";
import { isoAfter, leaseFrom } from "../conversation/lease";
import { newConversation } from "../conversation/new-conversation";
import { LARGEST_RECORD, sizeOfValue } from "../conversation/record-size";
import { takeOver } from "../conversation/transitions/take-over";
import type { HasClock } from "../ports/clock";
import type { HasConversations } from "../ports/conversations";
import type { HasIds } from "../ports/ids";
import type { ClaimRefusal } from "./claim-refusal";
import type { HasSettings } from "./processor-env";
import { readConversation } from "./read-conversation";
import { type Resumable, resumable } from "./resumable";
import type { Claimed } from "./stages";

type ClaimEnv = HasConversations & HasClock & HasIds & HasSettings;
type Claim<A> = RTE.ReaderTaskEither<ClaimEnv, ClaimRefusal, A>;

/** A claim as it would stand, were it to win. */
const intended = (context: ContextObject): Claim<Claimed> =>
  RTE.asks(({ clock, ids, settings }) => {
    const claimedAt = clock.now();
    const lease = leaseFrom(ids.next(), claimedAt, settings.leaseSeconds);
    const heldUntil = () => new Date(lease.lease_until);
    return { context, key: conversationKey(context), lease, claimedAt, heldUntil, savedDraft: undefined };
  });

/** Were it written, the outcome of its send could no longer be added. */
const tooLarge: ClaimRefusal = { _tag: "Malformed", reason: `the record would exceed ${LARGEST_RECORD} bytes` };

const create =
  (claimed: Claimed): Claim<"created" | "exists"> =>
  ({ conversations, settings }) => {
    const record = newConversation({
      context: claimed.context,
      lease: claimed.lease,
      at: claimed.claimedAt,
      processorVersion: settings.version,
      reconcileAfterSeconds: settings.reconcileAfterSeconds,
      ttlDays: retentionDays(claimed.context.company_data_payload, settings.conversationTtlDays),
    });
    return sizeOfValue(record) > LARGEST_RECORD ? TE.left(tooLarge) : conversations.putNew(record);
  };

const takeExpired =
  (claimed: Claimed) =>
  ({ conversation }: Resumable): Claim<Claimed> =>
  ({ conversations, settings }) =>
    pipe(
      conversations.change(
        claimed.key,
        takeOver(conversation, claimed.lease, isoAfter(claimed.claimedAt, settings.reconcileAfterSeconds)),
      ),
      TE.bimap(
        (failure): ClaimRefusal =>
          failure._tag === "ChangeRefused" ? { _tag: "Busy", until: claimed.lease.lease_until } : failure,
        () => ({ ...claimed, savedDraft: conversation.draft }),
      ),
    );

const resume = (claimed: Claimed): Claim<Claimed> =>
  pipe(
    readConversation(claimed.key),
    RTE.chainEitherKW((conversation) => resumable(conversation, claimed)),
    RTE.chainW((found) => (found.ours ? RTE.right(claimed) : takeExpired(claimed)(found))),
  );

/** Claims a conversation that is new, or that its holder has left; one claim at a time holds it. */
export const claim = (context: ContextObject): Claim<Claimed> =>
  pipe(
    intended(context),
    RTE.chain((claimed) =>
      pipe(
        create(claimed),
        RTE.chain((put) => (put === "created" ? RTE.right(claimed) : resume(claimed))),
      ),
    ),
  );
