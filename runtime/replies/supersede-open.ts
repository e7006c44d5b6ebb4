import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type Conversation, correlationOfRecord } from "../conversation/conversation";
import { expire } from "../conversation/sweeper-transitions";
import type { ChangeRefused, StoreUnavailable } from "../ports/conversations";
import { formsOf } from "../request/forms-of-address";
import type { Step } from "../step";
import type { RepliesEnv } from "./replies-env";

type Superseding<A> = Step<RepliesEnv, StoreUnavailable, A>;

const isOpen =
  (companyId: string) =>
  ({ company_id, send_state }: Conversation): boolean =>
    company_id === companyId && (send_state === "accepted" || send_state === "drafted");

const SUPPRESSED = "suppressed";

/** Who has moved it on meanwhile looks for itself whether it may send. */
const unlessMoved = (failure: StoreUnavailable | ChangeRefused): TE.TaskEither<StoreUnavailable, void> =>
  failure._tag === "ChangeRefused" ? TE.right(undefined) : TE.left(failure);

const supersedeOne =
  (conversation: Conversation): Superseding<void> =>
  ({ conversations, clock, log }) =>
    pipe(
      conversations.change(conversation, expire(conversation, SUPPRESSED, SUPPRESSED, clock.now())),
      TE.tapIO(() => log.info({ event: "superseded", ...correlationOfRecord(conversation) })),
      TE.orElse(unlessMoved),
    );

/** Ends what a company has begun to write to somebody who wants no more of it. Nothing rests on it: what is sent is looked at before. */
export const supersedeOpen = (companyId: string, addresses: readonly string[]): Superseding<void> =>
  pipe(
    addresses.flatMap(formsOf),
    RTE.traverseArray(
      (address) =>
        ({ correspondence }: RepliesEnv) =>
          correspondence.with(address),
    ),
    RTE.map((found) => found.flat().filter(isOpen(companyId))),
    RTE.chain(RTE.traverseSeqArray(supersedeOne)),
    RTE.map(() => undefined),
  );
