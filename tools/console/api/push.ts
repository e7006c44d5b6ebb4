import type { ActionEntry } from "./action";
import type { ConversationSummary } from "./conversation";
import type { Picture } from "./picture";

/** Conversations that are new, have changed, or were erased. */
export type Changed = {
  readonly changed: readonly ConversationSummary[];
  /** Ids of those that were erased. */
  readonly gone: readonly string[];
  readonly total: number | null;
};

/** What the server pushes to the page; each kind is an event of that name. */
export type Push =
  | { readonly kind: "picture"; readonly picture: Picture }
  | ({ readonly kind: "conversations" } & Changed)
  | { readonly kind: "action"; readonly action: ActionEntry };
