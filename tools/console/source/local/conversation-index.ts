import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import {
  type ConversationFilter,
  type ConversationPage,
  type ConversationSummary,
  matchesFilter,
} from "../../api/conversation";

/** Every conversation of a local engine as a row, in the order in which they came. */
export const makeConversationIndex = () => {
  // A map keeps the place of an entry that is set anew.
  const entries = new Map<string, { readonly row: ConversationSummary; readonly key: ConversationKey }>();
  const matching = (filter: ConversationFilter): readonly ConversationSummary[] =>
    [...entries.values()].map(({ row }) => row).filter(matchesFilter(filter));
  return {
    matching,
    put: (row: ConversationSummary, key: ConversationKey): void => void entries.set(row.id, { row, key }),
    remove: (id: string): void => void entries.delete(id),
    keyOf: (id: string): ConversationKey | undefined => entries.get(id)?.key,
    page: (filter: ConversationFilter, next: string | undefined, limit: number): ConversationPage => {
      const newestFirst = [...entries.values()].map(({ row }) => row).reverse();
      const older = newestFirst.slice(newestFirst.findIndex(({ id }) => id === next) + 1);
      const found = older.filter(matchesFilter(filter));
      const rows = found.slice(0, limit);
      const total = matching(filter).length;
      return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null, total };
    },
    size: (): number => entries.size,
  };
};
