import type * as IO from "fp-ts/IO";
import type { ChannelSetup } from "../company/channel-setup";
import type { ContextObject } from "../context/context-object";
import type { ConversationKey } from "../conversation/conversation-key";
import type { Draft } from "../conversation/draft";
import type { Lease } from "../conversation/lease";
import type { Accepted } from "../ports/carrier";
import type { Channel } from "../request/channel";
import type { CarrierCredentials } from "../secrets/carrier-credentials";

/** How far one message has come; each stage has all that the stages before it have. */
export type Claimed = {
  readonly context: ContextObject;
  readonly key: ConversationKey;
  readonly lease: Lease;
  readonly claimedAt: Date;
  /** When the lease ends, as the heartbeat last renewed it. */
  readonly heldUntil: IO.IO<Date>;
  /** What an earlier worker left behind. */
  readonly savedDraft: Draft | undefined;
};
export type Prepared = Claimed & {
  readonly setup: ChannelSetup;
  readonly credentials: CarrierCredentials;
  readonly assistantKey: string;
  /** What the references of receipts are sealed with. */
  readonly receiptKey: string;
};
export type Drafted = Prepared & { readonly draft: Draft };
export type Committed = Drafted & { readonly attemptId: string };
export type Sent = Committed & { readonly accepted: Accepted };

export const channelOf = ({ context }: Claimed): Channel => context.frontend_payload.request_data.channel_method;
