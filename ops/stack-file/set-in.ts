import { isDeepStrictEqual } from "node:util";
import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, parse, parseDocument } from "yaml";
import { changedData } from "./changed-data";
import { afterEverything, type Edit, insertionInto, replacementOf } from "./edit";
import { withLineComment } from "./line-comment";

export type Path = readonly [string, ...(string | number)[]];

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
): { readonly path: readonly (string | number)[]; readonly value: unknown } => {
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
