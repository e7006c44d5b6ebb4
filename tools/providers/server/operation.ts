import { type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import type { InjectedFault } from "../injected-faults/injected-fault";
import type { Subject } from "../injected-faults/injected-faults";
import type { Answered } from "../ledger/ledger-entry";

/** One request as an operation sees it. */
export type Exchange = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fault: InjectedFault | undefined;
  /** What the client will see if the operation accepts, for the ledger. */
  readonly answered: Answered;
};

/** An answer; `body` is sent as JSON, `null` as an empty body, a string as it is. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export type Operation = {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** A path with `:name` segments. */
  readonly path: string;
  readonly subject?: (exchange: Pick<Exchange, "body" | "query" | "params">) => Subject;
  readonly handle: (exchange: Exchange) => Answer;
};

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

/** The key of an `Authorization: Bearer` header, or undefined. */
export const bearerKey = ({ authorization = "" }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** Plain words for an HTTP status that a fault asked for without a message. */
export const defaultErrorText = (status: number): string => STATUS_CODES[status] ?? `Status ${status}`;
