import type { IncomingHttpHeaders } from "node:http";
import type { Fault } from "./fault";
import type { Subject } from "./faults";
import type { Answered } from "./ledger-entry";

/** One request as an operation sees it. */
export type Exchange = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fault: Fault | undefined;
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
