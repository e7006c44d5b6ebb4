import type { TimerSet } from "./timers";

export type Webhook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `connect` and `read` name the phase in which the other side was lost. */
export type WebhookResult =
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "lost"; readonly phase: "connect" | "read"; readonly reason: string };

const answerTimeoutMs = 15_000;

const unconnected = ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

/** Posts over kept-alive connections; redirects are not followed. */
const post = async ({ url, headers, body }: Webhook, stopped: AbortSignal): Promise<WebhookResult> => {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    await answer.arrayBuffer();
    return { kind: "answered", status: answer.status };
  } catch (error) {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { kind: "lost", phase: unconnected.includes(code) ? "connect" : "read", reason };
  }
};

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

/** Before the first repetition; each further one waits twice as long. */
const firstRetryMs = 200;

export const succeeded = (result: WebhookResult): boolean =>
  result.kind === "answered" && result.status >= 200 && result.status < 300;

const describe = (result: WebhookResult): string =>
  result.kind === "answered" ? `status ${result.status}` : result.reason;

/** Whether a URL is plain HTTP to this machine: nothing else is ever called from here. */
const isLoopbackUrl = (url: string): boolean =>
  URL.canParse(url) && /^http:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/.test(new URL(url).origin);

/** Outgoing webhooks of a provider stand-in, to loopback addresses only. */
export const makeWebhooks = (timers: TimerSet, warn: (text: string) => void): Webhooks => {
  const stopping = new AbortController();
  const refusedHosts = new Set<string>();
  let pending = 0;

  const refuse = (what: string, url: string): void => {
    const host = URL.canParse(url) ? new URL(url).origin : "an address that is not a URL";
    if (refusedHosts.has(host)) return;
    refusedHosts.add(host);
    warn(`${what} was not posted to ${host}: only http addresses of this machine are called (said once)`);
  };

  const attempt = async (what: string, webhook: Webhook, policy: RetryPolicy, done: number): Promise<void> => {
    const result = await post(webhook, stopping.signal);
    if (stopping.signal.aborted || succeeded(result)) {
      pending -= 1;
    } else if (done < policy.retries && policy.retryWhen(result)) {
      timers.after(firstRetryMs * 2 ** done, () => void attempt(what, webhook, policy, done + 1));
    } else {
      pending -= 1;
      warn(`${what} was not taken after ${done + 1} attempts: ${describe(result)}`);
    }
  };

  return {
    deliver: (what, webhook, policy) => {
      if (stopping.signal.aborted) return;
      if (!isLoopbackUrl(webhook.url)) return refuse(what, webhook.url);
      pending += 1;
      void attempt(what, webhook, policy, 0);
    },
    pending: () => pending,
    stop: () => stopping.abort(),
  };
};
