import type { Ids } from "../../runtime/ports/ids";

/** The n-th id that `fixedIds` gives, from 1: a UUID version 4 that shows where it came from. */
export const fixedId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Ids in a known order. */
export const fixedIds = (): Ids => {
  let given = 0;
  return {
    next: () => {
      given += 1;
      return fixedId(given);
    },
  };
};
