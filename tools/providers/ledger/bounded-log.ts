/** An append-only list of at most `max` items; the oldest goes first and is handed to `onDrop` with the total dropped. */
export const makeBoundedLog = <A>(max: number, onDrop: (item: A, dropped: number) => void) => {
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
    append: (item: A): void => {
      items.add({ item });
      if (items.size > max) dropOldest();
    },
    list: (): readonly A[] => Array.from(items, (held) => held.item),
    size: (): number => items.size,
    dropped: (): number => dropped,
  };
};
