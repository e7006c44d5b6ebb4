import type { ErrorCode } from "./error-code";

/** One thing wrong with a request: where, which, and in plain words; it never holds the value itself. */
export type Fault = { readonly field: string; readonly code: ErrorCode; readonly message: string };
