import * as t from "io-ts";
import { Draft } from "./draft";
import { SendState } from "./send-state";

/** What the protocol reads of a conversation's record. */
export const StoredConversation = t.intersection([
  t.type({ send_state: SendState, lease_owner: t.string, lease_until: t.string }),
  t.partial({ draft: Draft, attempt_id: t.string, conflicts: t.array(t.unknown) }),
]);
export type StoredConversation = t.TypeOf<typeof StoredConversation>;
