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
import { makeHearers } from "../../api/hearers";
import { type TableWrite, tableWrite } from "./table-write";

export type FeedEvent =
  | { readonly kind: "line"; readonly line: LogLine }
  | { readonly kind: "access"; readonly entry: AccessEntry }
  | { readonly kind: "carrier"; readonly entry: LedgerEntry }
  | { readonly kind: "write"; readonly write: TableWrite };

/** The oldest events go first; a message takes about 25. */
const MOST_EVENTS = 400_000;

/** What happens in a running engine, kept from its start on; made before anybody looks, and cheap until then. */
export const makeEngineFeed = () => {
  const kept = makeBoundedLog<FeedEvent>(MOST_EVENTS, () => undefined);
  const { tell, hear } = makeHearers<FeedEvent>();
  const add = (event: FeedEvent): void => {
    kept.append(event);
    tell(event);
  };
  return {
    onLogLine: (line: LogLine): void => add({ kind: "line", line }),
    onAccess: (entry: AccessEntry): void => add({ kind: "access", entry }),
    onLedgerEntry: (entry: LedgerEntry): void => add({ kind: "carrier", entry }),
    watchWrites: (tap: DynamoTap, conversationsTable: string): void => {
      tap.onAnswer((call, status) => {
        const write = tableWrite(call, status, conversationsTable, new Date());
        if (O.isSome(write)) add({ kind: "write", write: write.value });
      });
    },
    list: kept.list,
    onEvent: hear,
  };
};
export type EngineFeed = ReturnType<typeof makeEngineFeed>;

/** Where the config of a running program is written. */
export type RunningProgram = { readonly folder: string; readonly configFile: string | undefined };

/** A running local engine, as its console needs it. */
export type LocalEngine = {
  readonly ready: Ready;
  readonly services: Services;
  readonly providers: Providers;
  /** Addresses for SendGrid's events, by sender. */
  readonly webhooks: StackOutputs["webhooks"];
};
