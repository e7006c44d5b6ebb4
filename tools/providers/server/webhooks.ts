import { Agent, request } from "node:http";
import type { TimerSet } from "./timers";

/** Whether a URL is plain HTTP to this machine: nothing else is ever called from here. */
export const isLoopbackUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "http:" && (/^127(\.\d{1,3}){3}$/.test(hostname) || hostname === "localhost" || hostname === "[::1]")
  );
};

export type Webhook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `connect` and `read` name the phase in which the other side was lost. */
export type WebhookResult =
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "lost"; readonly phase: "connect" | "read"; readonly reason: string };

export type WebhookPoster = {
  readonly post: (webhook: Webhook) => Promise<WebhookResult>;
  readonly stop: () => void;
};

/** Posts webhooks over kept-alive connections; redirects are not followed, an answer may take `timeoutMs`. */
export const makeWebhookPoster = (timeoutMs: number): WebhookPoster => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  return {
    post: ({ url, headers, body }) =>
      new Promise((resolve) => {
        let phase: "connect" | "read" = "connect";
        const outgoing = request(
          url,
          {
            method: "POST",
            agent,
            timeout: timeoutMs,
            headers: { ...headers, "content-length": Buffer.byteLength(body) },
          },
          (answer) => {
            answer.resume();
            answer.on("end", () => resolve({ kind: "answered", status: answer.statusCode ?? 0 }));
            answer.on("error", (error) => resolve({ kind: "lost", phase: "read", reason: error.message }));
          },
        );
        outgoing.on("socket", (socket) => {
          if (socket.connecting)
            socket.once("connect", () => {
              phase = "read";
            });
          else phase = "read";
        });
        outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
        outgoing.on("error", (error) => resolve({ kind: "lost", phase, reason: error.message }));
        outgoing.end(body);
      }),
    stop: () => agent.destroy(),
  };
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
