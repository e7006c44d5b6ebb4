import type { ModelPrices } from "../assistant/estimated-cost";
import type { Channel } from "../request/channel";

/** Plain data that the Pulumi program closes over for one channel's processor. */
export type ProcessorSettings = {
  readonly version: string;
  readonly channel: Channel;
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  readonly maxReceiveCount: number;
  readonly retryFirstSeconds: number;
  readonly retrySpanSeconds: number;
  readonly reconcileAfterSeconds: number;
  readonly assistantTimeoutSeconds: number;
  readonly carrierTimeoutSeconds: number;
  /** Name of the secret that receipt references are sealed with. */
  readonly receiptKeyName: string;
  readonly conversationTtlDays: number | undefined;
  readonly modelPrices: ModelPrices;
  readonly openaiUrl: string;
  readonly twilioUrl: string;
  readonly sendgridUrl: string;
};
