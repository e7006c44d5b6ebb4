import { isCollection, isPair, isScalar, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { blockText, flowText } from "./yaml-text";

/** The characters `from` (inclusive) to `to` (exclusive) of a text are replaced by `insert`. */
export type Edit = { readonly from: number; readonly to: number; readonly insert: string };

type Collection = YAMLMap | YAMLSeq;

const rangeOf = (node: unknown): readonly [number, number] => {
  const range = (node as Node | null | undefined)?.range;
  if (range === undefined || range === null) throw new Error("a place in the file cannot be found");
  return [range[0], range[1]];
};

const columnOf = (text: string, place: number): number => place - (text.lastIndexOf("\n", place - 1) + 1);

const isBlock = (node: Collection): boolean => node.flow !== true;

/** Where the last value within a node ends, comments behind it left out. */
const endOf = (node: unknown): number => {
  if (isPair(node)) return endOf(node.value ?? node.key);
  const last = isCollection(node) && isBlock(node as Collection) ? node.items.at(-1) : undefined;
  return last === undefined ? rangeOf(node)[1] : endOf(last);
};

const afterLine = (text: string, place: number): number => {
  if (text[place - 1] === "\n") return place;
  const end = text.indexOf("\n", place);
  return end < 0 ? text.length : end + 1;
};

const firstColumn = (text: string, holder: Collection): number => {
  const [first] = holder.items;
  return columnOf(text, rangeOf(isPair(first) ? first.key : holder)[0]);
};

const asItem = (holder: Collection, key: string | number, value: unknown): unknown =>
  "add" in holder && typeof key === "number" ? [value] : { [key]: value };

/** Puts a value behind the last one of a list or mapping, in the style that this has; an empty one gets lines where it may. */
export const insertionInto = (
  text: string,
  { holder, isWithinFlow }: { readonly holder: Collection; readonly isWithinFlow: boolean },
  key: string | number,
  value: unknown,
): Edit => {
  const item = asItem(holder, key, value);
  if (isBlock(holder)) {
    const place = afterLine(text, endOf(holder));
    const lines = blockText(item, firstColumn(text, holder));
    return { from: place, to: place, insert: text[place - 1] === "\n" ? lines : `\n${lines}` };
  }
  const [from, to] = rangeOf(holder);
  if (holder.items.length > 0) {
    const place = endOf(holder.items.at(-1));
    return { from: place, to: place, insert: `, ${flowText(item).slice(1, -1).trim()}` };
  }
  if (isWithinFlow) return { from, to, insert: flowText(item) };
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const indent = text.slice(lineStart).search(/[^ ]/) + 2;
  const keyEnd = text.slice(0, from).trimEnd().length;
  return { from: keyEnd, to, insert: `\n${blockText(item, indent).trimEnd()}` };
};

/** Puts a value in the place of another one, on the line where that begins. */
export const replacementOf = (text: string, existing: Node, value: unknown): Edit => {
  const [from] = rangeOf(existing);
  const end = endOf(existing);
  const to = from + text.slice(from, end).trimEnd().length;
  const isAbsent = isScalar(existing) && from === end;
  return { from, to, insert: isAbsent ? ` ${flowText(value)}` : flowText(value) };
};

/** Puts the first value into a text that has none. */
export const afterEverything = (text: string, value: unknown): Edit => {
  const lineEnd = text === "" || text.endsWith("\n") ? "" : "\n";
  return { from: text.length, to: text.length, insert: `${lineEnd}${blockText(value, 0)}` };
};
