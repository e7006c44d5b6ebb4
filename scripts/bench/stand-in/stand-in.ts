import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as after } from "node:timers/promises";
import { type Answer, answerTo, type Kind } from "./answers";

/** Milliseconds that the answers of each kind take. */
export type Delays = Readonly<Record<Kind, number>>;

export type StandIn = {
  readonly url: string;
  /** Calls so far by operation. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly forgetCounts: () => void;
  readonly setDelays: (delays: Delays) => void;
  readonly stop: () => Promise<void>;
};

export const noDelays: Delays = {
  store: 0,
  queue: 0,
  secrets: 0,
  assistant: 0,
  thread: 0,
  template: 0,
  carrier: 0,
};

const write = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { "Content-Type": "application/json", "X-Message-Id": "mail-1" });
  response.end(body === "" ? "" : JSON.stringify(body));
};

/** One server for every service that the functions call: it answers as if all went well, after a fixed time, and counts. */
export const startStandIn = async (): Promise<StandIn> => {
  let delays = noDelays;
  let counts: Readonly<Record<string, number>> = {};
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = request;
    const answer = answerTo({ method, url, headers, body: await text(request) });
    counts = { ...counts, [answer.name]: (counts[answer.name] ?? 0) + 1 };
    const delay = delays[answer.kind];
    if (delay > 0) await after(delay);
    write(response, answer);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => counts,
    forgetCounts: () => {
      counts = {};
    },
    setDelays: (given) => {
      delays = given;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
