import { pipe } from "fp-ts/function";
import type * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Change } from "../conversation/change";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { LeaseLost } from "./setback";
import type { Claimed } from "./stages";

/** Makes a change that requires the lease; refused, it means that the conversation is another worker's now. */
export const changeConversation =
  ({ key }: Claimed, change: Change): RTE.ReaderTaskEither<HasConversations, StoreUnavailable | LeaseLost, void> =>
  ({ conversations }) =>
    pipe(
      conversations.change(key, change),
      TE.mapLeft((failure) => (failure._tag === "ChangeRefused" ? { _tag: "LeaseLost" as const } : failure)),
    );
