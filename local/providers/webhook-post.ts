import { Agent, request } from "node:http";

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
