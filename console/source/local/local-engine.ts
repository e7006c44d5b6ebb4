import type { Providers } from "../../../local/providers/start-providers";
import type { Ready } from "../../../local/run/ready";
import type { Services } from "../../../local/run/services";
import type { StackOutputs } from "../../../local/run/stack-outputs";

/** A running local engine, as its console needs it. */
export type LocalEngine = {
  readonly ready: Ready;
  readonly services: Services;
  readonly providers: Providers;
  /** Addresses for SendGrid's events, by sender. */
  readonly webhooks: StackOutputs["webhooks"];
};
