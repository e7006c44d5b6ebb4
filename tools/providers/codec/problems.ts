export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export type Problem = { readonly field: string; readonly message: string };

export type Report = (field: string, message: string) => void;

/** Reports every key of `value` that is not in `known`, so that no input is silently ignored. */
export const refuseUnknownKeys = (value: Json, known: readonly string[], prefix: string, report: Report): void => {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) report(`${prefix}${key}`, `is not known here (known: ${known.join(", ")})`);
  }
};

export const isWholeNumber = (value: unknown, from: number, to: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;

export const isStringRecord = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((item) => typeof item === "string");

export const problemText = (problems: readonly Problem[]): string =>
  problems.map(({ field, message }) => `${field} ${message}`).join("; ");

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** Parses a JSON text; text that is not JSON is a value, not an exception. */
export const parseJson = (text: string): ParsedJson => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
};
