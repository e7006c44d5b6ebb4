import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { describeError } from "../log/log";

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly timeoutMs: number;
  /** How a name becomes the address that is connected to. */
  readonly lookup?: LookupFunction;
  /** Bytes of the answer's body beyond which it is not read. Such an answer stands with its status: its body is as much as came. */
  readonly longestAnswer?: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};

/** There is no such request: its URL, headers or time limit cannot be used. Nothing was sent, and waiting does not mend it. */
type NotBuilt = { readonly _tag: "NotBuilt"; readonly reason: string };
/** No connection came about in time: nothing was sent. */
type NeverConnected = { readonly _tag: "NeverConnected"; readonly reason: string };
/** Connected and written to, and then no complete answer: nobody knows what the other side did. */
type NoAnswer = { readonly _tag: "NoAnswer"; readonly reason: string };
export type HttpFailure = NotBuilt | NeverConnected | NoAnswer;

type Built = {
  readonly outgoing: ClientRequest;
  readonly connected: "connect" | "secureConnect";
  /** By a clock that runs while this process cannot. */
  readonly deadline: number;
};

/** The request, of which nothing is written before its end is called. Only what is wrong with it is thrown here. */
const build = ({ method, url, headers, body, timeoutMs, lookup }: HttpRequest): E.Either<HttpFailure, Built> =>
  E.tryCatch(
    () => {
      const target = new URL(url);
      const secure = target.protocol === "https:";
      const outgoing = (secure ? requestHttps : requestHttp)(target, {
        method,
        agent: false,
        ...(lookup === undefined ? {} : { lookup }),
        headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { outgoing, connected: secure ? "secureConnect" : "connect", deadline: performance.now() + timeoutMs };
    },
    (error) => ({ _tag: "NotBuilt", reason: describeError(error) }),
  );

const chunksOf = async (incoming: IncomingMessage, longest: number | undefined): Promise<readonly Buffer[]> => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      if (longest !== undefined && Buffer.concat(chunks).length >= longest) break;
    }
  } catch (error) {
    if (longest === undefined) throw error;
  }
  return chunks;
};

const answerOf = async (incoming: IncomingMessage, longest: number | undefined): Promise<HttpAnswer> => {
  const chunks = await chunksOf(incoming, longest);
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
};

/** A connection that comes about after the deadline is not written to. */
const exchange =
  ({ outgoing, connected, deadline }: Built, { body, longestAnswer }: HttpRequest) =>
  (): Promise<E.Either<HttpFailure, HttpAnswer>> =>
    new Promise((resolve) => {
      let written = false;
      const failed = (error: unknown): void =>
        resolve(E.left({ _tag: written ? "NoAnswer" : "NeverConnected", reason: describeError(error) }));
      const write = (): void => {
        written = performance.now() < deadline;
        if (written) outgoing.end(body);
        else outgoing.destroy(new DOMException("the connection came too late", "TimeoutError"));
      };
      outgoing.on("socket", (socket) => socket.once(connected, write));
      outgoing.on("response", (incoming) => {
        if (longestAnswer !== undefined) outgoing.off("error", failed).on("error", () => undefined);
        answerOf(incoming, longestAnswer).then((answer) => resolve(E.right(answer)), failed);
      });
      outgoing.on("error", failed);
    });

/**
 * One HTTP exchange on a connection of its own: a kept socket that went stale while the function was frozen would leave
 * a send's outcome unknown. Never repeated; aborted at `timeoutMs`.
 */
export const httpOnce = (request: HttpRequest): TE.TaskEither<HttpFailure, HttpAnswer> =>
  pipe(
    TE.fromIOEither(() => build(request)),
    TE.chain((built) => exchange(built, request)),
  );
