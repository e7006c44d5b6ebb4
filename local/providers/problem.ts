import { isRecord, type Json } from "./is-record";

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
