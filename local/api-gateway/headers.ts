/** Header lines in the order and spelling in which they came. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** The first value of a header, whatever its spelling. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];

/** Node's flat list of raw headers as lines. */
export const headersFromRaw = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));

/** API Gateway's two views: for a repeated name the last value, and all values. */
export const singleAndMultiple = (
  pairs: Iterable<readonly [string, string]>,
): {
  readonly single: Readonly<Record<string, string>>;
  readonly multiple: Readonly<Record<string, readonly string[]>>;
} => {
  const all = [...pairs];
  const multiple = new Map<string, readonly string[]>();
  for (const [name, value] of all) multiple.set(name, [...(multiple.get(name) ?? []), value]);
  return { single: Object.fromEntries(all), multiple: Object.fromEntries(multiple) };
};
