export type Slots = { readonly take: () => Promise<void>; readonly give: () => void };

/** A fixed number of places; `take` waits in line, first come first served. */
export const makeSlots = (count: number): Slots => {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    take: () =>
      new Promise((resolve) => {
        if (free === 0) return void waiting.push(resolve);
        free -= 1;
        resolve();
      }),
    give: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};
