import type { JsonObject } from "../../runtime/codec/json-object";
import { sizeOfValue } from "../../runtime/conversation/record-size";

/** What of a table's or index's description decides about its write units. */
export type Keyed = {
  readonly keys: readonly string[];
  /** Whether an index holds whole items or their keys only. */
  readonly whole: boolean;
};

const UNIT_BYTES = 1024;

const bytesOf = (item: JsonObject): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);

const unitsOf = (item: JsonObject): number => Math.ceil(bytesOf(item) / UNIT_BYTES);

const entryOf = ({ keys, whole }: Keyed, tableKeys: readonly string[], item: JsonObject | undefined) => {
  if (item === undefined || keys.some((key) => item[key] === undefined)) return undefined;
  if (whole) return item;
  return Object.fromEntries([...new Set([...tableKeys, ...keys])].map((key) => [key, item[key]]));
};

const keyText = (keys: readonly string[], item: JsonObject): string => JSON.stringify(keys.map((key) => item[key]));

/** An index entry whose key changes is deleted and put (developer guide, "Provisioned throughput considerations for GSIs"). */
const indexUnits = (index: Keyed, before: JsonObject | undefined, after: JsonObject | undefined): number => {
  if (before === undefined) return after === undefined ? 0 : unitsOf(after);
  if (after === undefined) return unitsOf(before);
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  return keyText(index.keys, before) === keyText(index.keys, after)
    ? Math.max(unitsOf(before), unitsOf(after))
    : unitsOf(before) + unitsOf(after);
};

/** Write units of one write that turned `before` into `after`: the item's own, and those of every index that it moves. */
export const writeUnits = (
  table: Keyed,
  indexes: readonly Keyed[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): number => {
  const own = Math.max(1, before === undefined ? 0 : unitsOf(before), after === undefined ? 0 : unitsOf(after));
  return indexes.reduce(
    (sum, index) => sum + indexUnits(index, entryOf(index, table.keys, before), entryOf(index, table.keys, after)),
    own,
  );
};
