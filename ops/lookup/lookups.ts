import type { JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";

/** What was found, and what reading it cost. */
export type Found<A> = {
  readonly items: readonly A[];
  readonly requests: number;
  /** DynamoDB's read capacity units. */
  readonly readUnits: number;
};

/** Readings of the conversations table that only operators need. */
export type Lookups = {
  /** Every entry of the sweeper's index, whenever its check is due: what is not final and still goes on by itself. */
  readonly open: () => Promise<Found<ConversationKey>>;
  /** Every conversation whose status is not that of a sent message; reads the whole status index, keys only. */
  readonly unsent: () => Promise<Found<ConversationKey>>;
  /** A conversation by its id among all of its project's; reads all of these. */
  readonly inProject: (companyId: string, projectId: string, conversationId: string) => Promise<Found<JsonObject>>;
};
