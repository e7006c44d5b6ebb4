import { isJsonObject } from "../../runtime/codec/json-object";
import type { StackFile } from "./stack-file";

const isEncrypted = (value: unknown): boolean => isJsonObject(value) && typeof value.secure === "string";

/** Encrypted values cannot be read here; that they are there is all that a check of the config needs. */
const legible = (value: unknown): unknown => {
  if (isEncrypted(value)) return "encrypted";
  if (Array.isArray(value)) return value.map(legible);
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legible(inner)]))
    : value;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** A stack's config as Pulumi hands it to the program; keys that are encrypted as a whole are left out. */
export const configTexts = ({ values }: StackFile): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => !isEncrypted(value))
      .map(([key, value]) => [key, textOf(legible(value))]),
  );
