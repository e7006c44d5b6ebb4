import type { Operation } from "./exchange";

export type Route = { readonly operation: Operation; readonly params: Readonly<Record<string, string>> };

export type Router = (method: string, path: string) => Route | "unknown path" | "wrong method";

const paramsOf = (pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined => {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (expected.startsWith(":")) {
      if (segment === "") return undefined;
      params[expected.slice(1)] = segment;
    } else if (expected !== segment) return undefined;
  }
  return params;
};

/** Finds the operation of a method and path; path segments are compared undecoded. */
export const makeRouter = (operations: readonly Operation[]): Router => {
  const table = operations.map((operation) => ({ operation, pattern: operation.path.split("/") }));
  return (method, path) => {
    const segments = path.split("/");
    let known = false;
    for (const { operation, pattern } of table) {
      const params = paramsOf(pattern, segments);
      if (params === undefined) continue;
      if (operation.method === method) return { operation, params };
      known = true;
    }
    return known ? "wrong method" : "unknown path";
  };
};
