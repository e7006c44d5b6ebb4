import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "../log/log";

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

/** No connection came about: nothing was sent. */
type NeverConnected = { readonly _tag: "NeverConnected"; readonly reason: string };
/** Connected, and then no complete answer: nobody knows what the other side did. */
type NoAnswer = { readonly _tag: "NoAnswer"; readonly reason: string };
export type HttpFailure = NeverConnected | NoAnswer;

const exchange = (
  { method, url, headers, body, timeoutMs }: HttpRequest,
  onConnected: () => void,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const secure = target.protocol === "https:";
    const outgoing = (secure ? requestHttps : requestHttp)(
      target,
      {
        method,
        agent: false,
        headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("socket", (socket) => socket.once(secure ? "secureConnect" : "connect", onConnected));
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/**
 * One HTTP exchange on a connection of its own: a kept socket that went stale while the function was frozen would leave
 * a send's outcome unknown. Never repeated; aborted at `timeoutMs`.
 */
export const httpOnce =
  (request: HttpRequest): TE.TaskEither<HttpFailure, HttpAnswer> =>
  () => {
    let connected = false;
    return TE.tryCatch(
      () =>
        exchange(request, () => {
          connected = true;
        }),
      (error): HttpFailure => ({ _tag: connected ? "NoAnswer" : "NeverConnected", reason: describeError(error) }),
    )();
  };
