import * as O from "fp-ts/Option";
import type { AccessEntry } from "../../../aws/api-gateway/access-log";
import type { DynamoTap } from "../../../aws/dynamo/dynamo";
import type { LogLine } from "../../../aws/lambda/log-lines";
import type { StackOutputs } from "../../../engine/program/run-stack";
import type { Ready } from "../../../engine/run/ready";
import type { Services } from "../../../engine/run/services";
import { makeBoundedLog } from "../../../providers/ledger/bounded-log";
import type { LedgerEntry } from "../../../providers/ledger/ledger-entry";
import type { Providers } from "../../../providers/start-providers";
import { type TableWrite, tableWrite } from "./table-write";

export type FeedEvent =
  | { readonly kind: "line"; readonly line: LogLine }
  | { readonly kind: "access"; readonly entry: AccessEntry }
  | { readonly kind: "carrier"; readonly entry: LedgerEntry }
  | { readonly kind: "write"; readonly write: TableWrite };

/** What happens in a running engine, kept from its start on; made before anybody looks, and cheap until then. */
export type EngineFeed = {
  readonly onLogLine: (line: LogLine) => void;
  readonly onAccess: (entry: AccessEntry) => void;
  readonly onLedgerEntry: (entry: LedgerEntry) => void;
  readonly watchWrites: (tap: DynamoTap, conversationsTable: string) => void;
  readonly list: () => readonly FeedEvent[];
  readonly onEvent: (listener: (event: FeedEvent) => void) => () => void;
};

/** The oldest events go first; a message takes about 25. */
const MOST_EVENTS = 400_000;

export const makeEngineFeed = (): EngineFeed => {
  const kept = makeBoundedLog<FeedEvent>(MOST_EVENTS, () => undefined);
  const listeners = new Set<(event: FeedEvent) => void>();
  const add = (event: FeedEvent): void => {
    kept.append(event);
    for (const listener of listeners) listener(event);
  };
  return {
    onLogLine: (line) => add({ kind: "line", line }),
    onAccess: (entry) => add({ kind: "access", entry }),
    onLedgerEntry: (entry) => add({ kind: "carrier", entry }),
    watchWrites: (tap, conversationsTable) => {
      tap.onAnswer((call, status) => {
        const write = tableWrite(call, status, conversationsTable, new Date());
        if (O.isSome(write)) add({ kind: "write", write: write.value });
      });
    },
    list: kept.list,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** A running local engine, as its console needs it. */
export type LocalEngine = {
  readonly ready: Ready;
  readonly services: Services;
  readonly providers: Providers;
  /** Addresses for SendGrid's events, by sender. */
  readonly webhooks: StackOutputs["webhooks"];
};
