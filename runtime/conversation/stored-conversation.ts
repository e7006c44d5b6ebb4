import * as t from "io-ts";
import { Channel } from "../request/channel";
import { Draft } from "./draft";
import { SendState } from "./send-state";

const Attempt = t.type({ attempt_id: t.string, sending_at: t.string });

/** What the protocol reads of a conversation's record. */
export const StoredConversation = t.intersection([
  t.type({
    primary_channel: t.string,
    conversation_id: t.string,
    company_id: t.string,
    project_id: t.string,
    request_id: t.string,
    channel_method: Channel,
    conversation_status: t.string,
    delivery_status: t.union([t.string, t.null]),
    messages: t.array(t.UnknownRecord),
    send_state: SendState,
    lease_owner: t.string,
    lease_until: t.string,
  }),
  t.partial({
    draft: Draft,
    attempt_id: t.string,
    sending_at: t.string,
    attempts: t.array(Attempt),
    conflicts: t.array(t.unknown),
    next_check_at: t.string,
    sweeps: t.number,
  }),
]);
export type StoredConversation = t.TypeOf<typeof StoredConversation>;
