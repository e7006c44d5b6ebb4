import { isDeepStrictEqual } from "node:util";
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parse,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

type Key = string | number;

/** Plain data with the value at the path, a copy. */
export const changedData = (data: unknown, [key, ...rest]: readonly Key[], value: unknown): unknown => {
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    return [...list.slice(0, key), changedData(list[key], rest, value), ...list.slice(key + 1)];
  }
  const mapping = typeof data === "object" && data !== null ? data : {};
  return { ...mapping, [key]: changedData((mapping as Readonly<Record<string, unknown>>)[key], rest, value) };
};

const LINE_WIDTH = 110;

/** Line breaks of YAML 1.1 that are none in 1.2, and what no reader may find bare. */
const ESCAPED = /[\u007f-\u00a0\u2028\u2029\ufeff]/g;
const ODD = new RegExp(`[^\\P{C}\\n]|${ESCAPED.source}`, "u");

/** What the library would write otherwise than both versions of YAML read it: it looks at 1.1 only, and not at what stands around. */
const needsQuotes = (text: string, everythingFlows: boolean): boolean =>
  ODD.test(text) || /^(?:0o|\.\.\.|---)/.test(text) || (everythingFlows && /[\n[\]{},]/.test(text));

const documentOf = (value: unknown, everythingFlows: boolean): Document => {
  // The Pulumi CLI reads YAML 1.1's plain dates and such as something else than text: what could be one is quoted.
  const document = new Document(value, { schema: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && needsQuotes(node.value, everythingFlows)) node.type = "QUOTE_DOUBLE";
    },
    Collection: (_, node) => {
      node.flow =
        everythingFlows || ("add" in node && node.items.length > 0 && node.items.every((item) => isScalar(item)));
    },
  });
  return document;
};

/** What stands in quotes only. */
const escaped = (yaml: string): string =>
  yaml.replace(ESCAPED, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** YAML over several lines, each indented by `column` spaces; lists of plain values in brackets. */
const blockText = (value: unknown, column: number): string =>
  escaped(documentOf(value, false).toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false })).replace(
    /^(?=[^\n])/gm,
    " ".repeat(column),
  );

/** YAML on one line, lists in brackets and mappings in braces. */
const flowText = (value: unknown): string =>
  escaped(documentOf(value, true).toString({ lineWidth: 0, flowCollectionPadding: !Array.isArray(value) })).trimEnd();

/** The characters `from` (inclusive) to `to` (exclusive) of a text are replaced by `insert`. */
type Edit = { readonly from: number; readonly to: number; readonly insert: string };

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

/** Puts a value behind the last one of a list or mapping, in the style that this has; an empty one gets lines where it may. */
const insertionInto = (
  text: string,
  { holder, isWithinFlow }: { readonly holder: Collection; readonly isWithinFlow: boolean },
  key: string | number,
  value: unknown,
): Edit => {
  const item = "add" in holder && typeof key === "number" ? [value] : { [key]: value };
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
const replacementOf = (text: string, existing: Node, value: unknown): Edit => {
  const [from] = rangeOf(existing);
  const end = endOf(existing);
  const to = from + text.slice(from, end).trimEnd().length;
  const isAbsent = isScalar(existing) && from === end;
  return { from, to, insert: isAbsent ? ` ${flowText(value)}` : flowText(value) };
};

/** Puts the first value into a text that has none. */
const afterEverything = (text: string, value: unknown): Edit => {
  const lineEnd = text === "" || text.endsWith("\n") ? "" : "\n";
  return { from: text.length, to: text.length, insert: `${lineEnd}${blockText(value, 0)}` };
};

/** A comment of this form is replaced by the next one; any other is kept. */
const STAMPED = / # \d{4}-\d\d-\d\dT\S+ [^\n]*$/;

/** The text with a comment at the end of the line that holds the place. */
const withLineComment = (text: string, place: number, comment: string): string => {
  const found = text.indexOf("\n", place);
  const end = found < 0 ? text.length : found;
  const start = text.lastIndexOf("\n", place - 1) + 1;
  const line = text.slice(start, end).replace(STAMPED, "").trimEnd();
  return `${text.slice(0, start)}${line} # ${comment.replace(/[\s\p{C}]+/gu, " ")}${text.slice(end)}`;
};

type Path = readonly [string, ...(string | number)[]];

const at = (document: Document.Parsed, path: readonly (string | number)[]): unknown => {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isAlias(node)) throw new Error(`${path.join(".")} stands behind the alias *${node.source}`);
  return node;
};

/** What the value stands in, as far as it is there: `config.a.b` without `a` is a value `{ b: … }` of `a`. */
const place = (
  document: Document.Parsed,
  path: Path,
  value: unknown,
): { readonly path: Path; readonly value: unknown } => {
  const parent = path.slice(0, -1);
  const holder = at(document, parent);
  const key = path.at(-1);
  if (isMap(holder) || isSeq(holder) || parent.length === 0) return { path, value };
  if (holder !== undefined && holder !== null && !(isScalar(holder) && holder.value === null)) {
    throw new Error(`${parent.join(".")} is neither a list nor a mapping`);
  }
  return place(document, parent as unknown as Path, typeof key === "number" ? [value] : { [key ?? ""]: value });
};

const editOf = (text: string, document: Document.Parsed, path: Path, value: unknown): Edit => {
  const wanted = place(document, path, value);
  const existing = at(document, wanted.path);
  const holder = at(document, wanted.path.slice(0, -1));
  if (isNode(existing)) return replacementOf(text, existing, wanted.value);
  if (!isMap(holder) && !isSeq(holder)) return afterEverything(text, { [wanted.path[0] ?? ""]: wanted.value });
  const ancestors = wanted.path.slice(0, -1).map((_, depth) => at(document, wanted.path.slice(0, depth)));
  const isWithinFlow = ancestors.some((one) => isCollection(one) && one.flow === true);
  return insertionInto(text, { holder, isWithinFlow }, wanted.path.at(-1) ?? "", wanted.value);
};

/** Plain data without the value at the path, a copy. */
const dataWithout = (data: unknown, path: Path): unknown => {
  const copy: unknown = structuredClone(data);
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<Key, unknown>>)?.[key], copy);
  const key = path.at(-1) ?? "";
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (typeof holder === "object" && holder !== null) Reflect.deleteProperty(holder, key);
  return copy;
};

/** A YAML text without the value at a path, every other character as it was; the last of a list or mapping leaves it empty. */
export const removeIn = (text: string, path: Path): string => {
  const document = parseDocument(text);
  const [parent, key] = [path.slice(0, -1) as unknown as Path, path.at(-1)];
  const holder = at(document, parent);
  const data = dataWithout(parse(text), path);
  const items: readonly unknown[] = isMap(holder) || isSeq(holder) ? holder.items : [];
  const item = isMap(holder)
    ? holder.items.find((pair) => isScalar(pair.key) && pair.key.value === key)
    : items[Number(key)];
  if (item === undefined) return text;
  if (items.length === 1 || !isBlock(holder as Collection))
    return setIn(
      text,
      parent,
      parent.reduce<unknown>((inner, name) => (inner as Readonly<Record<Key, unknown>>)[name], data),
    );
  const from = text.lastIndexOf("\n", rangeOf(isPair(item) ? item.key : item)[0] - 1) + 1;
  const result = text.slice(0, from) + text.slice(afterLine(text, endOf(item)));
  if (isDeepStrictEqual(parse(result), data)) return result;
  throw new Error(`${path.join(".")} cannot be taken out without touching something else: do it by hand`);
};

/**
 * A YAML text with one value set, every other character as it was; a number in the path is a place in a list, and the one
 * after the last appends. `comment` goes to the end of the value's line. Throws when the text cannot be edited so that it
 * says exactly that: behind aliases, for example.
 */
export const setIn = (text: string, path: Path, value: unknown, comment?: string): string => {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message);
  const { from, to, insert } = editOf(text, document, path, value);
  const edited = `${text.slice(0, from)}${insert}${text.slice(to)}`;
  const result = comment === undefined ? edited : withLineComment(edited, from + insert.trimEnd().length, comment);
  if (!isDeepStrictEqual(parse(result), changedData(parse(text) ?? {}, path, value))) {
    throw new Error(`${path.join(".")} cannot be set without touching something else`);
  }
  return result;
};
