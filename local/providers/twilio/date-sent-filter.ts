const dayMs = 86_400_000;

type Span = { readonly from: number; readonly until: number };

/** The span of time that a `DateSent` value means: a whole GMT day, or one second. */
const spanOf = (text: string): Span | undefined => {
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  return { from, until: from + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dayMs : 1000) };
};

export type DateSentFilter = (sentAt: number | null) => boolean;

/** Reads `DateSent`, `DateSent<` and `DateSent>` (both inclusive); undefined when one is not a date. A message that was not sent yet has no date, so any filter leaves it out. */
export const parseDateSentFilter = (query: URLSearchParams): DateSentFilter | undefined => {
  const tests: ((sentAt: number) => boolean)[] = [];
  for (const [key, text] of query) {
    if (key !== "DateSent" && key !== "DateSent<" && key !== "DateSent>") continue;
    const span = spanOf(text);
    if (span === undefined) return undefined;
    if (key !== "DateSent<") tests.push((sentAt) => sentAt >= span.from);
    if (key !== "DateSent>") tests.push((sentAt) => sentAt < span.until);
  }
  return (sentAt) => tests.length === 0 || (sentAt !== null && tests.every((test) => test(sentAt)));
};
