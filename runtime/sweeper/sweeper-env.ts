import type { UnknownSchema } from "../conversation/message";
import type { NotRebuilt } from "../conversation/record";
import type { HasLog } from "../log/log";
import type { HasThreads } from "../ports/assistant";
import type { Carrier, CarrierSilent } from "../ports/carrier";
import type { HasCompanies } from "../ports/companies";
import type { ChangeRefused, HasChecks, HasConversations, StoreUnavailable } from "../ports/conversations";
import type { HasInbox } from "../ports/inbox";
import type { HasQueue, QueueMissing, QueueRefused } from "../ports/queue";
import type { HasRepliesQueue } from "../ports/replies-queue";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasSenders } from "../ports/senders";
import type { HasClock, HasDeadline, HasTimer } from "../ports/time-and-chance";
import type { Channel } from "../request/request";
import type { TookTooLong } from "../step";

/** Plain data that the Pulumi program closes over for the sweeper. */
export type SweeperSettings = {
  readonly reconcileAfterSeconds: number;
  readonly retrySpanSeconds: number;
  readonly carrierTimeoutSeconds: number;
  /** Between two looks into a carrier's list of what people wrote. */
  readonly catchUpSeconds: number;
  readonly openaiUrl: string;
  readonly twilioUrl: string;
  readonly sendgridUrl: string;
};

type HasCarriers = { readonly carriers: Readonly<Record<Channel, Carrier>> };

export type SweeperEnv = HasCarriers &
  HasChecks &
  HasClock &
  HasCompanies &
  HasConversations &
  HasDeadline &
  HasInbox &
  HasLog &
  HasQueue &
  HasRepliesQueue &
  HasSecrets &
  HasSenders &
  HasThreads &
  HasTimer & { readonly settings: SweeperSettings };

/** Why a due check came to nothing this time; the conversation stays in the index. */
export type SweepFailure =
  | StoreUnavailable
  | ChangeRefused
  | QueueRefused
  | QueueMissing
  | SecretMissing
  | CarrierSilent
  | TookTooLong
  | NotRebuilt
  | UnknownSchema;
