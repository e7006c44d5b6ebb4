import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { ConversationKey } from "../conversation/conversation";
import type { Change } from "../conversation/transitions";

export type StoreUnavailable = { readonly _tag: "StoreUnavailable" };
/** The record was not as the change requires it: somebody else has moved it. */
export type ChangeRefused = { readonly _tag: "ChangeRefused" };

/** The conversations table: a put if absent, consistent reads, and conditional changes. */
export type Conversations = {
  readonly putNew: (item: JsonObject) => TE.TaskEither<StoreUnavailable, "created" | "exists">;
  readonly read: (key: ConversationKey) => TE.TaskEither<StoreUnavailable, O.Option<JsonObject>>;
  /** A change that the store had already applied (an answer lost on the way, then tried again) is a success. */
  readonly change: (key: ConversationKey, change: Change) => TE.TaskEither<StoreUnavailable | ChangeRefused, void>;
  /** Every record of one recipient's address. */
  readonly ofRecipient: (primaryChannel: string) => TE.TaskEither<StoreUnavailable, readonly JsonObject[]>;
};
export type HasConversations = { readonly conversations: Conversations };

/** The sparse index of conversations that are not final. */
export type Checks = {
  /** Conversations of one bucket whose check was due at `now` (ISO 8601), the longest due first, at most `limit`. */
  readonly due: (
    bucket: string,
    now: string,
    limit: number,
  ) => TE.TaskEither<StoreUnavailable, readonly ConversationKey[]>;
};
export type HasChecks = { readonly checks: Checks };
