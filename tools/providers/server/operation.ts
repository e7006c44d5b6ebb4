import { type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import * as E from "fp-ts/Either";
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

/** An answer; `body` is sent as JSON, `null` as an empty body, a string or bytes as they are. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export const ok = (body: unknown): Answer => ({ status: 200, body });

export type Operation = {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** A path with `:name` segments. */
  readonly path: string;
  readonly subject?: (exchange: Pick<Exchange, "body" | "query" | "params">) => Subject;
  readonly handle: (exchange: Exchange) => Answer;
};

type Route = { readonly operation: Operation; readonly params: Readonly<Record<string, string>> };

/** The operation of a method and path, or the status that says why there is none. */
type Router = (method: string, path: string) => E.Either<404 | 405, Route>;

/** Path segments are compared undecoded. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);

export const makeRouter = (operations: readonly Operation[]): Router => {
  const table = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  return (method, path) => {
    const here = table.flatMap(({ operation, pattern }) => {
      const match = pattern.exec(path);
      return match === null ? [] : [{ operation, params: { ...match.groups } }];
    });
    const found = here.find(({ operation }) => operation.method === method);
    return found === undefined ? E.left(here.length === 0 ? 404 : 405) : E.right(found);
  };
};

/** The key of an `Authorization: Bearer` header, or undefined. */
export const bearerKey = ({ authorization = "" }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** Plain words for an HTTP status that an injected fault asked for without a message. */
export const defaultErrorText = (status: number): string => STATUS_CODES[status] ?? `Status ${status}`;
