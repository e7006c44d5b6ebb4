/** Keeps what was read for a while, since each reading costs; one that fails is tried again at once. */
export const keptFor = <A>(milliseconds: number, now: () => number, read: () => Promise<A>): (() => Promise<A>) => {
  let kept: { readonly until: number; readonly value: Promise<A> } | undefined;
  return () => {
    if (kept !== undefined && now() < kept.until) return kept.value;
    const value = read();
    kept = { until: now() + milliseconds, value };
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
};
