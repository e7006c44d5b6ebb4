import type { ConversationKey } from "../conversation/conversation-key";
import type { StoredConversation } from "../conversation/stored-conversation";
import type { StoreUnavailable } from "../ports/conversations";

/** Not a context object, or not one that can be recorded. */
export type Malformed = { readonly _tag: "Malformed"; readonly reason: string };
/** Accepted too long ago for the guards against a second send to stand. */
export type TooLate = { readonly _tag: "TooLate" };
/** The request's id belongs to another request, which came first. */
export type Conflicting = { readonly _tag: "Conflicting" };
/** The recipient's data were erased: the request is over. */
export type Erased = { readonly _tag: "Erased" };
/** The message was sent by an earlier delivery. */
export type AlreadySent = { readonly _tag: "AlreadySent" };
/** The conversation has failed for good; its message belongs in the dead-letter queue. */
export type AlreadyFailed = { readonly _tag: "AlreadyFailed" };
/** Another worker holds the conversation until then. */
export type Busy = { readonly _tag: "Busy"; readonly until: string };
/** A worker died while sending: nobody knows whether the carrier has the message. */
export type Unclear = {
  readonly _tag: "Unclear";
  readonly key: ConversationKey;
  readonly conversation: StoredConversation;
};

/** Why a delivered message is not worked on now. */
export type ClaimRefusal =
  | Malformed
  | TooLate
  | Conflicting
  | Erased
  | AlreadySent
  | AlreadyFailed
  | Busy
  | Unclear
  | StoreUnavailable;
