import type { Arrangement, ExampleRequest } from "../../api/try-request";
import table from "./examples.json";

/** A request that is refused with a certain code, made of a sound one. */
export type Example = {
  readonly code: string;
  readonly status: number;
  readonly what: string;
  /** The text to send. */
  readonly body: (sound: ExampleRequest) => string;
  readonly key?: "other" | "none";
  readonly arrangement?: Arrangement;
};

type Fields = Readonly<Record<string, unknown>>;

/** A row of the table: how its request differs from a sound one. */
type Row = Omit<Example, "body"> & {
  readonly body?: string;
  /** Takes the place of a section. */
  readonly put?: Fields;
  readonly drop?: string;
  /** Other values, and a field to leave out, of sections. */
  readonly within?: Readonly<Record<string, Fields>>;
  readonly without?: Readonly<Record<string, string>>;
};

/** More than a queue message may hold. */
const LONG = "x".repeat(300_000);

const changed = (row: Row, request: ExampleRequest): Fields => {
  const changes = Object.entries({ ...request }).map(([section, fields]) => {
    const merged: Fields = { ...Object(fields), ...row.within?.[section] };
    const kept = Object.entries(merged).filter(([name]) => name !== row.without?.[section]);
    return [section, Object.fromEntries(kept)] as const;
  });
  return { ...Object.fromEntries(changes.filter(([section]) => section !== row.drop)), ...row.put };
};

/** One for every code that a client can meet, in the order of the checks. */
export const examples: readonly Example[] = (table as readonly Row[]).map((row) => ({
  ...row,
  body: (request) => row.body ?? JSON.stringify(changed(row, request), null, 2).replace("$long", LONG),
}));
