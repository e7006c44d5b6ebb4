import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";

/** A request as it went over the wire. */
export type Recorded = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

export type RecordingProxy = {
  readonly url: string;
  readonly recorded: readonly Recorded[];
  readonly stop: () => Promise<void>;
};

/** Stands before a server on loopback and keeps every request that it passes on. */
export const startRecordingProxy = async (target: string): Promise<RecordingProxy> => {
  const recorded: Recorded[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer(async (incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    const body = await buffer(incoming);
    const { pathname, searchParams } = new URL(url, target);
    recorded.push({ method, path: pathname, query: searchParams, headers, body: body.toString("utf8") });
    request({ hostname, port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    })
      .on("error", () => outgoing.destroy())
      .end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`,
    recorded,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};
