import * as E from "fp-ts/Either";
import type { StoredConversation } from "../conversation/stored-conversation";
import type { ClaimRefusal } from "./claim-refusal";
import type { Claimed } from "./stages";

export type Resumable = { readonly conversation: StoredConversation; readonly ours: boolean };

const isHeld = ({ lease_until }: StoredConversation, at: Date): boolean => lease_until > at.toISOString();

/** Whether a conversation that exists may be gone on with, by what its record says. */
export const resumable = (
  conversation: StoredConversation,
  { key, lease, claimedAt }: Claimed,
): E.Either<ClaimRefusal, Resumable> => {
  if (conversation.lease_owner === lease.lease_owner) return E.right({ conversation, ours: true });
  switch (conversation.send_state) {
    case "sent":
      return E.left({ _tag: "AlreadySent" });
    case "failed":
      return E.left({ _tag: "AlreadyFailed" });
    case "uncertain":
      return E.left({ _tag: "Unclear", key, conversation });
    case "accepted":
    case "drafted":
      return isHeld(conversation, claimedAt)
        ? E.left({ _tag: "Busy", until: conversation.lease_until })
        : E.right({ conversation, ours: false });
    case "sending":
      return isHeld(conversation, claimedAt)
        ? E.left({ _tag: "Busy", until: conversation.lease_until })
        : E.left({ _tag: "Unclear", key, conversation });
  }
};
