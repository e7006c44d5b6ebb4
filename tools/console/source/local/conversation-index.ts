import type { ConversationKey } from "../../../../runtime/conversation/conversation";
import {
  type ConversationFilter,
  type ConversationPage,
  type ConversationSummary,
  matchesFilter,
} from "../../api/conversation";

/** Every conversation of a local engine as a row, in the order in which they came. */
export type ConversationIndex = {
  /** Adds a row, or puts it in its old one's place. */
  readonly put: (row: ConversationSummary, key: ConversationKey) => void;
  readonly remove: (id: string) => void;
  readonly keyOf: (id: string) => ConversationKey | undefined;
  readonly page: (filter: ConversationFilter, next: string | undefined, limit: number) => ConversationPage;
  readonly size: () => number;
};

export const makeConversationIndex = (): ConversationIndex => {
  const rows: (ConversationSummary | undefined)[] = [];
  const places = new Map<string, number>();
  const keys = new Map<string, ConversationKey>();
  return {
    put: (row, key) => {
      const place = places.get(row.id);
      if (place === undefined) {
        places.set(row.id, rows.length);
        keys.set(row.id, key);
        rows.push(row);
      } else rows[place] = row;
    },
    remove: (id) => {
      const place = places.get(id);
      if (place !== undefined) rows[place] = undefined;
      places.delete(id);
      keys.delete(id);
    },
    keyOf: (id) => keys.get(id),
    page: (filter, next, limit) => {
      const matches = matchesFilter(filter);
      const found: ConversationSummary[] = [];
      let at = next === undefined ? rows.length : Math.min(rows.length, Number(next));
      while (at > 0 && found.length < limit) {
        at -= 1;
        const row = rows[at];
        if (row !== undefined && matches(row)) found.push(row);
      }
      const total = rows.reduce<number>((sum, row) => sum + (row !== undefined && matches(row) ? 1 : 0), 0);
      return { rows: found, next: at > 0 ? String(at) : null, total };
    },
    size: () => places.size,
  };
};
