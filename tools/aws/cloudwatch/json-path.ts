import * as O from "fp-ts/Option";

/** A selector such as `$.message.list[0]`: property names and list positions. */
export type JsonPath = readonly (string | number)[];

/** Follows a selector into a parsed log line; what is absent is told apart from a JSON null. */
export const select = (root: unknown, path: JsonPath): O.Option<unknown> => {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return O.none;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return O.some(value);
};

const step = /\.?\["([^"]+)"\]|\.?\['([^']+)'\]|\.?\[(\d+)\]|\.([A-Za-z0-9_@:-]+)/y;

/** Reads a selector at a position of a text; undefined when there is none. `end` is the position behind it. */
export const readJsonPath = (
  text: string,
  at: number,
): { readonly path: JsonPath; readonly end: number } | undefined => {
  if (text[at] !== "$") return undefined;
  const path: (string | number)[] = [];
  step.lastIndex = at + 1;
  let end = at + 1;
  for (let found = step.exec(text); found !== null; found = step.exec(text)) {
    const [, doubleQuoted, singleQuoted, position, name] = found;
    path.push(position === undefined ? (doubleQuoted ?? singleQuoted ?? name ?? "") : Number(position));
    end = step.lastIndex;
  }
  return path.length === 0 ? undefined : { path, end };
};
