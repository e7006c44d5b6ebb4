/** Those who hear of something, until they have heard enough. */
export const makeHearers = <A>() => {
  const hearers = new Set<(told: A) => void>();
  return {
    tell: (told: A): void => {
      for (const hearer of hearers) hearer(told);
    },
    /** Gives what ends the hearing. */
    hear: (hearer: (told: A) => void): (() => void) => {
      hearers.add(hearer);
      return () => void hearers.delete(hearer);
    },
    count: (): number => hearers.size,
  };
};
