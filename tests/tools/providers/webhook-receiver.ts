import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Timer } from "../../../tools/providers/server/timers";

type ManualTimer = { readonly timer: Timer; readonly advance: (ms: number) => void };

/** A timer that runs only when the test says how much time has passed. */
export const manualTimer = (): ManualTimer => {
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  return {
    timer: (ms, run) => {
      const one = { at: now + ms, run };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        waiting.delete(next);
        now = next.at;
        next.run();
      }
      now = until;
    },
  };
};

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type WebhookReceiver = {
  readonly url: string;
  readonly received: readonly Received[];
  readonly stop: () => Promise<void>;
};

/** A server on 127.0.0.1 that keeps what is posted to it; `statusOf` answers the n-th post (from 0). */
export const startWebhookReceiver = async (
  statusOf: (index: number) => number = () => 200,
): Promise<WebhookReceiver> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      const status = statusOf(received.length);
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
