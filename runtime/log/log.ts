import type * as IO from "fp-ts/IO";

/**
 * Everything that a log line may hold. No field takes recipient data, message text, variables, secrets or keys;
 * `reason` takes only words of our own or a provider's code.
 */
export type LogEvent = {
  readonly event: string;
  readonly request_id?: string;
  /** API Gateway's own id of the request, as in its access log and in the header x-amzn-RequestId of its answer. */
  readonly api_request_id?: string;
  readonly conversation_id?: string;
  readonly company_id?: string;
  readonly project_id?: string;
  readonly channel?: string;
  readonly error_code?: string;
  readonly error_codes?: readonly string[];
  readonly reason?: string;
  readonly status?: string;
  readonly send_state?: string;
  readonly provider_code?: string;
  /** How an opt-out, or its end, came to us. */
  readonly source?: string;
  /** Which receive of its message it was, from 1. */
  readonly receive?: number;
  readonly attempt_id?: string;
  readonly retry_in_seconds?: number;
  readonly duration_ms?: number;
  /** From the request's acceptance until the carrier had the message. */
  readonly since_accepted_ms?: number;
  readonly model?: string;
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  /** In the currency of the configured prices. */
  readonly estimated_cost?: number;
  readonly message_id?: string;
  /** Of an event that a project's webhook is told: the header `webhook-id`. */
  readonly event_id?: string;
  /** A conversation at OpenAI. */
  readonly thread_id?: string;
  /** Conversations that wait for a person. */
  readonly waiting?: number;
  /** Nothing goes on with the conversation by itself. */
  readonly given_up?: true;
  readonly critical?: true;
};

/** The stack begins with the message, of which a line may look like a frame. */
const firstFrame = ({ stack = "", message }: Error): string =>
  /^\s+at .+$/m.exec(stack.replace(message, () => ""))?.[0].trim() ?? "";

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

/** What a network says by an error's code (errno(3)), or a clock by its name: the place in Node's own code would add nothing. */
const networkWords: Readonly<Record<string, string>> = {
  ABORT_ERR: "no answer within its time",
  ECONNREFUSED: "nothing answers at the address",
  ECONNRESET: "the connection was cut off",
  EPIPE: "the connection was closed",
  ENOTFOUND: "no host has this name",
  ENOTPUBLIC: "the name leads to an address that is not public",
  ETIMEDOUT: "no connection within its time",
  TimeoutError: "no answer within its time",
};

/** Names an unforeseen error by its kind, code and place, and one of the network in words; its message is left out, since it may quote data. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const key = codeOf(error) || error.name;
  return Object.hasOwn(networkWords, key)
    ? `${networkWords[key]} (${key})`
    : [error.name, codeOf(error), firstFrame(error)].filter((part) => part !== "").join(" ");
};

/** One structured line per event; what may stand in a line is the type's own list. */
export type Log = {
  readonly debug: (event: LogEvent) => IO.IO<void>;
  readonly info: (event: LogEvent) => IO.IO<void>;
  readonly warn: (event: LogEvent) => IO.IO<void>;
  readonly error: (event: LogEvent) => IO.IO<void>;
};
export type HasLog = { readonly log: Log };
