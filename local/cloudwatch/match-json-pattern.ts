import { select } from "./json-path";
import type { JsonPattern, NumberOperator } from "./json-pattern";

const compare: Readonly<Record<NumberOperator, (value: number, wanted: number) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  "<": (value, wanted) => value < wanted,
  "<=": (value, wanted) => value <= wanted,
  ">": (value, wanted) => value > wanted,
  ">=": (value, wanted) => value >= wanted,
};

/** Whether a parsed log line meets a pattern. A field that is absent, a list or an object meets no comparison, not even !=. */
export const matchJsonPattern = (pattern: JsonPattern, line: unknown): boolean => {
  if (pattern.kind === "and") return matchJsonPattern(pattern.left, line) && matchJsonPattern(pattern.right, line);
  if (pattern.kind === "or") return matchJsonPattern(pattern.left, line) || matchJsonPattern(pattern.right, line);
  const selected = select(line, pattern.path);
  if (pattern.kind === "not exists") return !selected.found;
  if (!selected.found) return false;
  const { value } = selected;
  switch (pattern.kind) {
    case "is":
      return value === pattern.value;
    case "number":
      return typeof value === "number" && compare[pattern.operator](value, pattern.value);
    case "text":
      return (
        (typeof value === "string" || typeof value === "number") && pattern.form.test(String(value)) === pattern.equal
      );
  }
};
