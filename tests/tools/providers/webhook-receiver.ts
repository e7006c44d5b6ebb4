import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { programs } from "../../../tools/aws/guard";
import { listenOnLoopback } from "../../../tools/aws/http";
import type { Timer } from "../../../tools/providers/server/timers";

/** A timer that runs only when the test says how much time has passed. */
export const manualTimer = () => {
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  const timer: Timer = (ms, run) => {
    const one = { at: now + ms, run };
    waiting.add(one);
    return () => waiting.delete(one);
  };
  const advance = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const [next] = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      waiting.delete(next);
      now = next.at;
      next.run();
    }
    now = until;
  };
  return { timer, advance };
};

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A server on 127.0.0.1 that keeps what is posted to it; `statusOf` answers the n-th post (from 0). */
export const startWebhookReceiver = async (statusOf: (index: number) => number = () => 200) => {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const status = statusOf(received.length);
    received.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(status).end();
  });
  const { url, stop } = await listenOnLoopback("the receiver of webhooks", 0, server, programs);
  return { url, stop, received: received as readonly Received[] };
};
