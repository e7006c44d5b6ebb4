/** Bytes of a new record. DynamoDB allows 400 KB for an item with its local-index copies; the draft, the message and notes come later. */
export const LARGEST_RECORD = 350 * 1024;

/** A number takes a byte for two digits and one more, and another for a sign (developer guide, "DynamoDB item sizes and formats"). */
const numberSize = (value: number): number => Math.ceil(String(Math.abs(value)).length / 2) + 2;

const CONTAINER = 3;
const PER_ELEMENT = 1;

/** Bytes of a value as DynamoDB counts them, or a few more. */
export const sizeOfValue = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value, "utf8");
  if (typeof value === "number") return numberSize(value);
  if (typeof value !== "object" || value === null) return 1;
  const entries = Array.isArray(value) ? value.map((item: unknown) => ["", item] as const) : Object.entries(value);
  return entries.reduce(
    (total, [name, item]) => total + Buffer.byteLength(name, "utf8") + sizeOfValue(item) + PER_ELEMENT,
    CONTAINER,
  );
};

/** What the record has beside the context object: its own attributes' names and values, and a second copy of the index keys. */
const OWN_ATTRIBUTES = 4 * 1024;

/** Whether the record that a context object leads to can be stored. */
export const fitsRecord = (context: unknown): boolean => sizeOfValue(context) + OWN_ATTRIBUTES <= LARGEST_RECORD;
