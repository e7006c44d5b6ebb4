import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { Conversation, ConversationKey, NewItem, Unreadable } from "../conversation/conversation";
import type { Neighbour } from "../conversation/record";
import type { RequestGuard } from "../conversation/request-guard";
import type { Counted, Counting } from "../conversation/spending";
import type { Change } from "../conversation/transitions";

export type StoreUnavailable = { readonly _tag: "StoreUnavailable" };
/** The record was not as the change requires it: somebody else has moved it. */
export type ChangeRefused = { readonly _tag: "ChangeRefused" };

/** The conversations table: a put if absent, consistent reads, and conditional changes. */
export type Conversations = {
  readonly putNew: (item: NewItem) => TE.TaskEither<StoreUnavailable, "created" | "exists">;
  readonly read: (key: ConversationKey) => TE.TaskEither<StoreUnavailable | Unreadable, O.Option<Conversation>>;
  readonly readGuard: (key: ConversationKey) => TE.TaskEither<StoreUnavailable | Unreadable, O.Option<RequestGuard>>;
  /** A change that the store had already applied (an answer lost on the way, then tried again) is a success. */
  readonly change: (key: ConversationKey, change: Change) => TE.TaskEither<StoreUnavailable | ChangeRefused, void>;
  /** Counts a conversation if the counter has room for it, in one conditional write; else what the counter holds. */
  readonly count: (counting: Counting) => TE.TaskEither<StoreUnavailable, "counted" | Counted>;
  readonly readCounted: (counting: Counting) => TE.TaskEither<StoreUnavailable, Counted>;
  /** What every record of one recipient's address says. */
  readonly ofRecipient: (primaryChannel: string) => TE.TaskEither<StoreUnavailable, readonly Neighbour[]>;
};
export type HasConversations = { readonly conversations: Conversations };

/** All that the router has of that table: what stands under a request's id, and what the project has sent today. */
export type Guards = Pick<Conversations, "readGuard" | "readCounted">;
export type HasGuards = { readonly guards: Guards };

/** The sparse index of conversations that are not final. */
export type Checks = {
  /** Conversations of one bucket whose check was due at `now` (ISO 8601), the longest due first, at most `limit`. */
  readonly due: (
    bucket: string,
    now: string,
    limit: number,
  ) => TE.TaskEither<StoreUnavailable, readonly ConversationKey[]>;
  /** The same of conversations whose threads are to be deleted, since their records end soon. */
  readonly ending: Checks["due"];
};
export type HasChecks = { readonly checks: Checks };
