import { signal } from "@preact/signals";
import {
  type ConversationFilter,
  type ConversationPage,
  type ConversationSummary,
  matchesFilter,
  noFilter,
} from "../../api/conversation";
import { get } from "./api";
import { onConversations, orSay } from "./store";

/** The list as far as it is loaded, newest first. */
export const rows = signal<readonly ConversationSummary[]>([]);
export const total = signal<number | null>(null);
export const filter = signal<ConversationFilter>(noFilter);
export const loading = signal(true);

let next: string | null = null;
let asked = 0;

const ask = (from: string | undefined): Promise<ConversationPage> =>
  get("/api/conversations", { ...filter.value, ...(from === undefined ? {} : { next: from }) });

type Rows = readonly ConversationSummary[];

const load = async (from: string | undefined, withFound: (found: Rows) => Rows): Promise<void> => {
  const ours = asked;
  loading.value = true;
  await orSay(async () => {
    const page = await ask(from);
    if (ours !== asked) return;
    rows.value = withFound(page.rows);
    total.value = page.total;
    next = page.next;
  });
  if (ours === asked) loading.value = false;
};

/** Loads the list anew, from its first row. */
export const reload = (): Promise<void> => {
  asked += 1;
  return load(undefined, (found) => found);
};

/** Loads the rows that follow, when there are any. */
export const loadMore = async (): Promise<void> => {
  if (next === null || loading.value) return;
  await load(next, (found) => {
    const known = new Set(rows.value.map(({ id }) => id));
    return [...rows.value, ...found.filter(({ id }) => !known.has(id))];
  });
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
