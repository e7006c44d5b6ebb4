import type { ActionEntry } from "./action";
import type { ConversationSummary } from "./conversation";
import type { Picture } from "./picture";

/** What the server pushes to the page; each kind is an event of that name. */
export type Push =
  | { readonly kind: "picture"; readonly picture: Picture }
  | {
      readonly kind: "conversations";
      readonly changed: readonly ConversationSummary[];
      readonly gone: readonly string[];
      readonly total: number | null;
    }
  | { readonly kind: "action"; readonly action: ActionEntry };
