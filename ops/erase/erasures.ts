import type { JsonObject } from "../../runtime/codec/json-object";
import type { ConversationKey } from "../../runtime/conversation/conversation-key";

export type Tenant = { readonly companyId: string; readonly projectId: string };

/** What erasing needs of the conversations table beside what the runtime does with it. */
export type Erasures = {
  /** Request guards that name a recipient: all of one project's are read, or else the whole table. */
  readonly guardsOf: (primaryChannel: string, tenant: Tenant | undefined) => Promise<readonly JsonObject[]>;
  /** Removes a record that was erased then, and no other. */
  readonly removeErased: (key: ConversationKey, erasedAt: string) => Promise<void>;
};
