import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { ConversationKey, Unreadable } from "../conversation/conversation";
import type { Sender } from "../conversation/sender";
import type { StoreUnavailable } from "./conversations";

/** Our senders, as far as a carrier's list is caught up with, and what is on record of what people wrote to them. */
export type Senders = {
  readonly read: (key: ConversationKey) => TE.TaskEither<StoreUnavailable | Unreadable, O.Option<Sender>>;
  readonly hasReceived: (key: ConversationKey) => TE.TaskEither<StoreUnavailable, boolean>;
};
export type HasSenders = { readonly senders: Senders };
