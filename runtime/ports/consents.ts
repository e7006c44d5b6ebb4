import type * as O from "fp-ts/Option";
import type * as TE from "fp-ts/TaskEither";
import type { Consent } from "../conversation/consent";
import type { ConversationKey, Unreadable } from "../conversation/conversation";
import type { Conversations, StoreUnavailable } from "./conversations";

/** The consent items, in the conversations table: consistent reads, a put if absent, and conditional changes. */
export type Consents = Pick<Conversations, "putNew" | "change"> & {
  readonly read: (key: ConversationKey) => TE.TaskEither<StoreUnavailable | Unreadable, O.Option<Consent>>;
};
export type HasConsents = { readonly consents: Consents };
