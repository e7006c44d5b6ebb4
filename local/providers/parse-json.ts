export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** Parses a JSON text; text that is not JSON is a value, not an exception. */
export const parseJson = (text: string): ParsedJson => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
};
