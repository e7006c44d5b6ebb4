import { signal } from "@preact/signals";
import {
  type ConversationFilter,
  type ConversationPage,
  type ConversationSummary,
  matchesFilter,
  noFilter,
} from "../../api/conversation";
import { get, wordsOf } from "./api";
import { onConversations, say } from "./store";

/** The list as far as it is loaded, newest first. */
export const rows = signal<readonly ConversationSummary[]>([]);
export const total = signal<number | null>(null);
export const filter = signal<ConversationFilter>(noFilter);
export const loading = signal(true);

let next: string | null = null;
let asked = 0;

const ask = (from: string | undefined): Promise<ConversationPage> =>
  get("/api/conversations", { ...filter.value, ...(from === undefined ? {} : { next: from }) });

/** Loads the list anew, from its first row. */
export const reload = async (): Promise<void> => {
  asked += 1;
  const ours = asked;
  loading.value = true;
  try {
    const page = await ask(undefined);
    if (ours !== asked) return;
    rows.value = page.rows;
    total.value = page.total;
    next = page.next;
  } catch (error) {
    say(wordsOf(error), "bad");
  } finally {
    if (ours === asked) loading.value = false;
  }
};

/** Loads the rows that follow, when there are any. */
export const loadMore = async (): Promise<void> => {
  if (next === null || loading.value) return;
  const ours = asked;
  loading.value = true;
  try {
    const page = await ask(next);
    if (ours !== asked) return;
    const known = new Set(rows.value.map(({ id }) => id));
    rows.value = [...rows.value, ...page.rows.filter(({ id }) => !known.has(id))];
    total.value = page.total;
    next = page.next;
  } catch (error) {
    say(wordsOf(error), "bad");
  } finally {
    if (ours === asked) loading.value = false;
  }
};

export const setFilter = (part: Partial<ConversationFilter>): void => {
  filter.value = { ...filter.value, ...part };
  reload();
};

/** Puts changed rows in their places, and new ones on top. */
const merge = (changed: readonly ConversationSummary[], gone: readonly string[]): void => {
  const matches = matchesFilter(filter.value);
  const fresh = new Map(changed.map((row) => [row.id, row]));
  const kept = rows.value.flatMap((row) => {
    if (gone.includes(row.id)) return [];
    const now = fresh.get(row.id);
    if (now === undefined) return [row];
    fresh.delete(row.id);
    return matches(now) ? [now] : [];
  });
  const added = [...fresh.values()].filter(matches);
  const newest = rows.value[0]?.accepted_at ?? "";
  const onTop = added.filter(({ accepted_at }) => accepted_at >= newest);
  const before = rows.value.length;
  rows.value = [...onTop.sort((one, other) => (one.accepted_at < other.accepted_at ? 1 : -1)), ...kept];
  if (total.value !== null) total.value += rows.value.length - before;
};

const isFiltered = (): boolean => Object.values(filter.value).some((value) => value !== "");

onConversations(({ changed, gone, total: count }) => {
  merge(changed, gone);
  if (!isFiltered() && count !== null) total.value = count;
});
