import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import type { Guard } from "../../aws/guard";
import { addressOf, type Listener, listenOnLoopback } from "../../aws/http";
import type { ConsoleApp } from "./console-app";
import { errorsTo } from "./console-parts";
import { makeSession, refusalOf, type Session } from "./guard";
import { readInput } from "./input";
import { type KnownTabs, Proof } from "./known-tabs";
import { plain, type Reply, securityHeaders } from "./reply";

type ConsoleOptions = {
  /** A port that is taken is told of, and any free one is used. */
  readonly port: number;
  /** Called at the first request that is let in. */
  readonly makeApp: () => Promise<ConsoleApp>;
  readonly warn: (text: string) => void;
  readonly session?: Session;
  /** Tabs that may come back after a start anew; without it, each start is opened by its address. */
  readonly tabs?: KnownTabs;
};

const isTaken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && "code" in error.cause && error.cause.code === "EADDRINUSE";

/** The console refuses by rules of its own, `refusalOf`: it has a page, and answers in that page's form. */
const ownRules: Guard = () => undefined;

const listenSomewhere = async (server: Server, port: number, warn: (text: string) => void): Promise<Listener> => {
  try {
    return await listenOnLoopback("the console", port, server, ownRules);
  } catch (error) {
    if (!isTaken(error)) throw error;
    warn(`port ${port} is taken: the console takes another one (--console-port chooses)`);
    return listenOnLoopback("the console", 0, server, ownRules);
  }
};

const send = (response: ServerResponse, { status, type, body, headers }: Reply): void => {
  response.writeHead(status, { ...securityHeaders, "content-type": type, ...headers });
  response.end(body);
};

const closed = plain("Open the console by the address that its start has printed: it carries the key.", 401);

/** Opens the console on 127.0.0.1. Until somebody looks, it is no more than a listener. */
export const openConsole = async ({ port: wanted, makeApp, warn, session = makeSession(), tabs }: ConsoleOptions) => {
  const onError = errorsTo(warn);
  let app: Promise<ConsoleApp> | undefined;

  const again = async (known: KnownTabs, request: IncomingMessage): Promise<Reply> => {
    if (request.method === "GET") return plain(known.nonce(), 200);
    const proof = await readInput(request, Proof)();
    return E.isRight(proof) && known.comesBack(proof.right, port)
      ? { ...plain("Come in.", 200), headers: { "set-cookie": session.cookieForTab(port) } }
      : closed;
  };

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<Reply | undefined> => {
    const { method = "", headers } = request;
    const url = addressOf(request);
    if (url === undefined) return plain("The console knows no such address.", 400);
    const refused = refusalOf(port, { method, path: url.pathname, headers });
    if (refused !== undefined) return plain(refused.text, refused.status);
    const key = url.pathname === "/" ? url.searchParams.get("key") : null;
    if (key !== null) {
      const cookie = session.cookieFor(key, port);
      return cookie === undefined
        ? closed
        : { ...plain("Come in.", 303), headers: { location: "/", "set-cookie": cookie } };
    }
    if (tabs !== undefined && url.pathname === "/again") return again(tabs, request);
    if (!session.isOpen(headers.cookie, port)) return closed;
    app ??= makeApp().catch((error: unknown) => {
      app = undefined;
      throw error;
    });
    return (await app).handle(request, response, url);
  };

  const server = createServer((request, response) => {
    reply(request, response)
      .then((one) => one && send(response, one))
      .catch((error: unknown) => {
        onError(error);
        send(response, plain("The console could not answer; its terminal says why.", 500));
      });
  });
  const { port, stop } = await listenSomewhere(server, wanted, warn);
  return {
    /** The address that opens it, with this start's key. */
    url: session.address(port),
    stop: async (): Promise<void> => {
      const ended = stop();
      if (app !== undefined) await (await app).close();
      await ended;
    },
  };
};
export type Console = Awaited<ReturnType<typeof openConsole>>;
