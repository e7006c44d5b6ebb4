export type BoundedLog<A> = {
  readonly append: (item: A) => void;
  readonly list: () => readonly A[];
  readonly size: () => number;
  readonly dropped: () => number;
  readonly removeWhere: (matches: (item: A) => boolean) => readonly A[];
};

/** An append-only list of at most `max` items; the oldest goes first and is handed to `onDrop` with the total dropped. */
export const makeBoundedLog = <A>(max: number, onDrop: (item: A, dropped: number) => void): BoundedLog<A> => {
  // A set keeps insertion order and, unlike an array, gives up its first item in constant time.
  const items = new Set<{ readonly item: A }>();
  let dropped = 0;

  const dropOldest = (): void => {
    const [oldest] = items;
    if (oldest === undefined) return;
    items.delete(oldest);
    dropped += 1;
    onDrop(oldest.item, dropped);
  };

  return {
    append: (item) => {
      items.add({ item });
      if (items.size > max) dropOldest();
    },
    list: () => Array.from(items, (held) => held.item),
    size: () => items.size,
    dropped: () => dropped,
    removeWhere: (matches) => {
      const removed = Array.from(items).filter((held) => matches(held.item));
      for (const held of removed) items.delete(held);
      return removed.map((held) => held.item);
    },
  };
};
