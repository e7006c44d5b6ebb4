import { Agent, request } from "node:http";
import type { TimerSet } from "./timers";

type Webhook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `connect` and `read` name the phase in which the other side was lost. */
export type WebhookResult =
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "lost"; readonly phase: "connect" | "read"; readonly reason: string };

const answerTimeoutMs = 15_000;

/** Posts over kept-alive connections; redirects are not followed. */
const post = (agent: Agent, { url, headers, body }: Webhook): Promise<WebhookResult> =>
  new Promise((resolve) => {
    let phase: "connect" | "read" = "connect";
    const connected = (): void => {
      phase = "read";
    };
    const lost = ({ message }: Error): void => resolve({ kind: "lost", phase, reason: message });
    const sized = { ...headers, "content-length": Buffer.byteLength(body) };
    const outgoing = request(url, { method: "POST", agent, timeout: answerTimeoutMs, headers: sized }, (answer) => {
      answer.resume().on("error", lost);
      answer.on("end", () => resolve({ kind: "answered", status: answer.statusCode ?? 0 }));
    });
    outgoing.on("socket", (socket) => (socket.connecting ? socket.once("connect", connected) : connected()));
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${answerTimeoutMs} ms`)));
    outgoing.on("error", lost);
    outgoing.end(body);
  });

export type RetryPolicy = {
  /** Further posts after the first. */
  readonly retries: number;
  readonly retryWhen: (result: WebhookResult) => boolean;
};

/** Before the first repetition; each further one waits twice as long. */
const firstRetryMs = 200;

const succeeded = (result: WebhookResult): boolean =>
  result.kind === "answered" && result.status >= 200 && result.status < 300;

const describe = (result: WebhookResult): string =>
  result.kind === "answered" ? `status ${result.status}` : result.reason;

/** Whether a URL is plain HTTP to this machine: nothing else is ever called from here. */
const isLoopbackUrl = (url: string): boolean =>
  URL.canParse(url) && /^http:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/.test(new URL(url).origin);

/** Outgoing webhooks of a provider stand-in, to loopback addresses only. */
export const makeWebhooks = (timers: TimerSet, warn: (text: string) => void) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
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
    const result = await post(agent, webhook);
    if (stopped || succeeded(result)) {
      pending -= 1;
    } else if (done < policy.retries && policy.retryWhen(result)) {
      timers.after(firstRetryMs * 2 ** done, () => void attempt(what, webhook, policy, done + 1));
    } else {
      pending -= 1;
      warn(`${what} was not taken after ${done + 1} attempts: ${describe(result)}`);
    }
  };

  return {
    /** Posts a webhook in the background and repeats it as the policy says; `what` names it in warnings. */
    deliver: (what: string, webhook: Webhook, policy: RetryPolicy): void => {
      if (stopped) return;
      if (isLoopbackUrl(webhook.url)) {
        pending += 1;
        void attempt(what, webhook, policy, 0);
      } else refuse(what, webhook.url);
    },
    /** Webhooks that are on their way or wait for a repetition. */
    pending: (): number => pending,
    stop: (): void => {
      stopped = true;
      agent.destroy();
    },
  };
};

export type Webhooks = ReturnType<typeof makeWebhooks>;
