import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type InjectedFaults, makeInjectedFaults } from "../injected-faults/injected-faults";
import { type Ledger, makeLedger } from "../ledger/ledger";
import { makeRequestHandler, type ProviderService } from "./handle-request";
import { systemTimer, type Timer } from "./timers";

/** What all provider stand-ins can be given; everything has a default. */
export type ProviderOptions = {
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number;
  readonly ledger?: Ledger;
  readonly faults?: InjectedFaults;
  /** Fixed time in milliseconds before each request is worked on; default 0. */
  readonly latencyMs?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly timer?: Timer;
  readonly warn?: (text: string) => void;
};

export type ProviderSetup = Required<Omit<ProviderOptions, "port">>;

/** The options that all stand-ins share, with their defaults. */
export const providerSetup = (options: ProviderOptions): ProviderSetup => {
  const { warn = console.warn, latencyMs = 0, now = Date.now, timer = systemTimer } = options;
  const { ledger = makeLedger({ warn }), faults = makeInjectedFaults() } = options;
  if (!Number.isFinite(latencyMs) || latencyMs < 0)
    throw new Error("latencyMs must be a number of milliseconds from 0");
  return { ledger, faults, latencyMs, now, timer, warn };
};

export type ProviderServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves one provider stand-in on 127.0.0.1; a taken port rejects with an Error that names it. */
export const serveProvider = async (service: ProviderService, port = 0): Promise<ProviderServer> => {
  const handle = makeRequestHandler(service);
  const server = createServer((request, response) => void handle(request, response));
  // An idle connection that the server closes just as the client uses it again would look like a lost answer.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port ${port} on 127.0.0.1, wanted by the ${service.provider} stand-in, is taken: choose another`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
