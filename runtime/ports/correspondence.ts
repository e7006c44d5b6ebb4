import type * as TE from "fp-ts/TaskEither";
import type { Conversation } from "../conversation/conversation";
import type { Channel } from "../request/request";
import type { StoreUnavailable } from "./conversations";

/** Two who write to each other: a sender of ours, and somebody's address. */
export type Parties = { readonly channel: Exclude<Channel, "email">; readonly ours: string; readonly theirs: string };

/** What has been written to a person, for whoever has to tell what a message of theirs is about. Records that nobody can read are left out. */
export type Correspondence = {
  /** By an index, which lags behind its records for a moment. */
  readonly between: (parties: Parties) => TE.TaskEither<StoreUnavailable, readonly Conversation[]>;
  /** With an address, whoever wrote from where; consistently. */
  readonly with: (address: string) => TE.TaskEither<StoreUnavailable, readonly Conversation[]>;
};
export type HasCorrespondence = { readonly correspondence: Correspondence };
