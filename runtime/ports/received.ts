import type * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import type { ConversationKey } from "../conversation/conversation";
import type { StoreUnavailable } from "./conversations";

/** What a person wrote about one conversation, as it is on record, in no order; read consistently. */
export type Received = {
  readonly of: (conversation: ConversationKey) => TE.TaskEither<StoreUnavailable, readonly JsonObject[]>;
};
export type HasReceived = { readonly received: Received };
