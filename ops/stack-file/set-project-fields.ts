import { setIn } from "./set-in";
import type { StackFile } from "./stack-file";

/** A field of an entry with its new value; a comment goes to the end of its line. */
export type FieldChange = { readonly field: string; readonly value: unknown; readonly comment?: string };

/** The file's text with fields of one project set. */
export const setProjectFields = (file: StackFile, index: number, changes: readonly FieldChange[]): string =>
  changes.reduce(
    (text, { field, value, comment }) =>
      setIn(text, ["config", file.fullKey("projects"), index, field], value, comment),
    file.text,
  );
