import { createServer } from "node:http";
import { newKey, programs } from "../../aws/guard";
import { listenOnLoopback } from "../../aws/http";
import { type InjectedFaults, makeInjectedFaults } from "../injected-faults/injected-faults";
import { type Ledger, makeLedger } from "../ledger/ledger";
import { makeRequestHandler, type ProviderService } from "./handle-request";
import { systemTimer, type Timer } from "./timers";

/** What all provider stand-ins can be given; everything has a default. */
export type ProviderOptions = {
  readonly ledger?: Ledger;
  readonly faults?: InjectedFaults;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly timer?: Timer;
  readonly warn?: (text: string) => void;
  /** What the control operations ask for, as a bearer's key; else nobody knows it. */
  readonly key?: string;
};

export const withDefaults = <A extends ProviderOptions>(options: A): A & Required<ProviderOptions> => {
  const { warn = console.warn, now = Date.now, timer = systemTimer } = options;
  const { ledger = makeLedger({ warn }), faults = makeInjectedFaults(), key = newKey() } = options;
  return { ...options, ledger, faults, now, timer, warn, key };
};

/** What every stand-in is to those who start it. */
export type StandIn = {
  /** The origin, http://127.0.0.1:PORT. */
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  readonly stop: () => Promise<void>;
};

/** Serves one provider stand-in on a free port of 127.0.0.1; `halt` ends what it does beside answering. */
export const serveProvider = async (service: ProviderService, halt: () => void = () => undefined): Promise<StandIn> => {
  const { provider, ledger, faults, timers } = service;
  const handle = makeRequestHandler(service);
  // An idle connection that the server closes just as the client uses it again would look like a lost answer.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void handle(request, response));
  const listener = await listenOnLoopback(`the ${provider} stand-in`, 0, server, programs);
  const stop = async (): Promise<void> => {
    timers.cancelAll();
    halt();
    await listener.stop();
  };
  return { url: listener.url, ledger, faults, stop };
};
