import type { AssistantRefused, AssistantUnauthorised, AssistantUnavailable } from "../ports/assistant";
import type { CarrierError, CarrierSilent } from "../ports/carrier";
import type { StoreUnavailable } from "../ports/conversations";
import type { SecretMissing } from "../ports/secrets";

/** The company record in the message lacks what this channel needs. */
export type SetupIncomplete = { readonly _tag: "SetupIncomplete"; readonly reason: string };
/** Too little time is left to finish a call before the lease or the invocation ends. */
export type OutOfTime = { readonly _tag: "OutOfTime" };
/** Another worker holds the conversation now, or has moved it on. */
export type LeaseLost = { readonly _tag: "LeaseLost" };
/** The carrier has the message, and its record does not say so. */
export type SentButUnrecorded = { readonly _tag: "SentButUnrecorded"; readonly messageId: string };

/** Why a claimed conversation did not get to its end this time. */
export type Setback =
  | SetupIncomplete
  | SecretMissing
  | AssistantUnavailable
  | AssistantUnauthorised
  | AssistantRefused
  | CarrierError
  | CarrierSilent
  | OutOfTime
  | LeaseLost
  | SentButUnrecorded
  | StoreUnavailable;
