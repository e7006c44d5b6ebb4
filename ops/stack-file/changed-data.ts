type Key = string | number;

/** Plain data with the value at the path, a copy. */
export const changedData = (data: unknown, [key, ...rest]: readonly Key[], value: unknown): unknown => {
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    return [...list.slice(0, key), changedData(list[key], rest, value), ...list.slice(key + 1)];
  }
  const mapping = typeof data === "object" && data !== null ? data : {};
  return { ...mapping, [key]: changedData((mapping as Readonly<Record<string, unknown>>)[key], rest, value) };
};
