import { Agent, request } from "node:http";
import { answeredUnder, endBeforeAcceptance, type InjectedFault } from "../injected-faults/injected-fault";
import type { TimerSet } from "./timers";

export type Webhook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** `connect` and `read` name the phase in which the other side was lost. */
export type WebhookResult =
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "lost"; readonly phase: "connect" | "read"; readonly reason: string };

const answerTimeoutMs = 15_000;

/** Posts over kept-alive connections; redirects are not followed. */
const post = (agent: Agent, { url, headers, body }: Webhook, timeoutMs: number): Promise<WebhookResult> =>
  new Promise((resolve) => {
    let phase: "connect" | "read" = "connect";
    const connected = (): void => {
      phase = "read";
    };
    const lost = ({ message }: Error): void => resolve({ kind: "lost", phase, reason: message });
    const sized = { ...headers, "content-length": Buffer.byteLength(body) };
    const outgoing = request(url, { method: "POST", agent, timeout: timeoutMs, headers: sized }, (answer) => {
      answer.resume().on("error", lost);
      answer.on("end", () => resolve({ kind: "answered", status: answer.statusCode ?? 0 }));
    });
    outgoing.on("socket", (socket) => (socket.connecting ? socket.once("connect", connected) : connected()));
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    outgoing.on("error", lost);
    outgoing.end(body);
  });

export type RetryPolicy = {
  /** Further posts after the first. */
  readonly retries: number;
  readonly retryWhen: (result: WebhookResult) => boolean;
  /** How long an answer is waited for; default 15,000. */
  readonly timeoutMs?: number;
  /** What goes wrong with the next post, seen from the address that it goes to. */
  readonly strike?: () => InjectedFault | undefined;
};

/** What the sender sees of a fault instead of an answer. */
const unanswered = (kind: "hang" | "reset", phase: "connect" | "read"): WebhookResult => ({
  kind: "lost",
  phase: kind === "hang" ? "read" : phase,
  reason: `an injected fault: ${kind}`,
});

/** The result, if the fault keeps the post from arriving. */
const lostOnTheWay = (fault: InjectedFault | undefined): WebhookResult | undefined => {
  const early = endBeforeAcceptance(fault);
  if (early === undefined) return undefined;
  return early.kind === "status" ? { kind: "answered", status: early.status } : unanswered(early.kind, "connect");
};

/** The result, if the fault keeps the answer of a post that has arrived from its sender. */
const answerLost = (fault: InjectedFault | undefined): WebhookResult | undefined => {
  const seen = answeredUnder(fault);
  if (fault?.kind === "acceptThenStatus") return { kind: "answered", status: fault.status };
  return seen === "hang" || seen === "reset" ? unanswered(seen, "read") : undefined;
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
export const makeWebhooks = (timers: TimerSet, warn: (text: string) => void) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const refusedHosts = new Set<string>();
  let pending = 0;
  let stopped = false;

  const refuse = (what: string, url: string): WebhookResult => {
    const host = URL.canParse(url) ? new URL(url).origin : "an address that is not a URL";
    if (!refusedHosts.has(host)) {
      refusedHosts.add(host);
      warn(`${what} was not posted to ${host}: only http addresses of this machine are called (said once)`);
    }
    return { kind: "lost", phase: "connect", reason: "not an http address of this machine" };
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => timers.after(ms, resolve));

  const postOnce = async (webhook: Webhook, { strike, timeoutMs = answerTimeoutMs }: RetryPolicy) => {
    const fault = strike?.();
    if (fault !== undefined && fault.delayMs > 0) await pause(fault.delayMs);
    const lost = lostOnTheWay(fault);
    if (lost !== undefined) return lost;
    const result = await post(agent, webhook, timeoutMs);
    return answerLost(fault) ?? result;
  };

  const attempt = async (what: string, webhook: Webhook, policy: RetryPolicy, done: number): Promise<WebhookResult> => {
    const result = await postOnce(webhook, policy);
    if (stopped || succeeded(result)) return result;
    if (done < policy.retries && policy.retryWhen(result)) {
      await pause(firstRetryMs * 2 ** done);
      return attempt(what, webhook, policy, done + 1);
    }
    warn(`${what} was not taken after ${done + 1} attempts: ${describe(result)}`);
    return result;
  };

  return {
    /** Posts a webhook and repeats it as the policy says; `what` names it in warnings. Gives the last result. */
    deliver: async (what: string, webhook: Webhook, policy: RetryPolicy): Promise<WebhookResult> => {
      if (stopped) return { kind: "lost", phase: "connect", reason: "the stand-in has ended" };
      if (!isLoopbackUrl(webhook.url)) return refuse(what, webhook.url);
      pending += 1;
      try {
        return await attempt(what, webhook, policy, 0);
      } finally {
        pending -= 1;
      }
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
