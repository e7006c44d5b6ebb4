import { isJsonObject } from "../../runtime/codec/json-object";

const isLeaf = (value: unknown): boolean => !isJsonObject(value) && !Array.isArray(value);

const leaf = (value: unknown): string => (value === null ? "-" : String(value));

const lines = (name: string, value: unknown, indent: string): readonly string[] => {
  const label = name.replaceAll("_", " ");
  if (isLeaf(value)) return [`${indent}${label}: ${leaf(value)}`];
  if (Array.isArray(value) && value.every(isLeaf))
    return [`${indent}${label}: ${value.map(leaf).join(", ") || "none"}`];
  const parts = Array.isArray(value)
    ? value.map((part, at) => [String(at + 1), part] as const)
    : Object.entries(value ?? {});
  if (parts.length === 0) return [`${indent}${label}: none`];
  return [`${indent}${label}`, ...parts.flatMap(([part, inner]) => lines(part, inner, `${indent}  `))];
};

/** An object as indented lines. */
export const showText = (shown: object): string =>
  Object.entries(shown)
    .flatMap(([name, value]) => lines(name, value, ""))
    .join("\n");
