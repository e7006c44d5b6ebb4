import { isLoopbackUrl } from "./loopback-url";
import type { TimerSet } from "./timer-set";
import { makeWebhookPoster, type Webhook, type WebhookResult } from "./webhook-post";

export type RetryPolicy = {
  /** Further posts after the first. */
  readonly retries: number;
  readonly retryWhen: (result: WebhookResult) => boolean;
};

export type Webhooks = {
  /** Posts a webhook in the background and repeats it as the policy says; `what` names it in warnings. */
  readonly deliver: (what: string, webhook: Webhook, policy: RetryPolicy) => void;
  /** Webhooks that are on their way or wait for a repetition. */
  readonly pending: () => number;
  readonly stop: () => void;
};

export type WebhookSettings = {
  readonly timers: TimerSet;
  readonly warn: (text: string) => void;
  /** Milliseconds before the first repetition; each further one waits twice as long. */
  readonly retryDelayMs: number;
};

const answerTimeoutMs = 15_000;

export const succeeded = (result: WebhookResult): boolean =>
  result.kind === "answered" && result.status >= 200 && result.status < 300;

const describe = (result: WebhookResult): string =>
  result.kind === "answered" ? `status ${result.status}` : result.reason;

/** Outgoing webhooks of a provider stand-in, to loopback addresses only. */
export const makeWebhooks = ({ timers, warn, retryDelayMs }: WebhookSettings): Webhooks => {
  const poster = makeWebhookPoster(answerTimeoutMs);
  const refusedHosts = new Set<string>();
  let pending = 0;
  let stopped = false;

  const refuse = (what: string, url: string): void => {
    const host = URL.canParse(url) ? new URL(url).origin : "an address that is not a URL";
    if (refusedHosts.has(host)) return;
    refusedHosts.add(host);
    warn(`${what} was not posted to ${host}: only http addresses of this machine are called (said once)`);
  };

  const attempt = async (what: string, webhook: Webhook, policy: RetryPolicy, done: number): Promise<void> => {
    const result = await poster.post(webhook);
    if (stopped || succeeded(result)) {
      pending -= 1;
    } else if (done < policy.retries && policy.retryWhen(result)) {
      timers.after(retryDelayMs * 2 ** done, () => void attempt(what, webhook, policy, done + 1));
    } else {
      pending -= 1;
      warn(`${what} was not taken after ${done + 1} attempts: ${describe(result)}`);
    }
  };

  return {
    deliver: (what, webhook, policy) => {
      if (stopped) return;
      if (!isLoopbackUrl(webhook.url)) return refuse(what, webhook.url);
      pending += 1;
      void attempt(what, webhook, policy, 0);
    },
    pending: () => pending,
    stop: () => {
      stopped = true;
      poster.stop();
    },
  };
};
