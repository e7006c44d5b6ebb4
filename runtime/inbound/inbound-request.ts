import type { Forged } from "../conversation/reference";
import type { HasLog } from "../log/log";
import type { HasAttachments } from "../ports/attachments";
import type { HasCompanies } from "../ports/companies";
import type { HasConsents } from "../ports/consents";
import type { HasRepliesQueue } from "../ports/replies-queue";
import type { HasSecrets } from "../ports/secrets";
import type { HasClock } from "../ports/time-and-chance";
import type { PostedRequest } from "../receipts/posted-request";

/** What somebody sends to an address of ours: a carrier a message, a person's mail program a wish to get no more. */
export type InboundRequest = PostedRequest;

/** Plain data that the Pulumi program closes over for the inbound function. */
export type InboundSettings = { readonly receiptKeyName: string; readonly consentKeyName: string };

export type InboundEnv = HasAttachments &
  HasClock &
  HasCompanies &
  HasConsents &
  HasLog &
  HasRepliesQueue &
  HasSecrets & { readonly settings: InboundSettings };

/** It could not be taken now, for this reason in words of our own: whoever sent it sends it again. */
export type Later = { readonly _tag: "Later"; readonly reason: string };

/** Trouble of whatever kind, as a request that comes again. */
export const later = (trouble: { readonly _tag: string; readonly reason?: string }): Later => ({
  _tag: "Later",
  reason: trouble.reason ?? trouble._tag,
});

/** Why a request was not taken. */
export type InboundFailure = Forged | Later;
