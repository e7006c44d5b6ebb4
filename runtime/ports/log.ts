import type * as IO from "fp-ts/IO";
import type { LogEvent } from "../log/log-event";

/** One structured line per event; what may stand in a line is the type's own list. */
export type Log = {
  readonly debug: (event: LogEvent) => IO.IO<void>;
  readonly info: (event: LogEvent) => IO.IO<void>;
  readonly warn: (event: LogEvent) => IO.IO<void>;
  readonly error: (event: LogEvent) => IO.IO<void>;
};
export type HasLog = { readonly log: Log };
