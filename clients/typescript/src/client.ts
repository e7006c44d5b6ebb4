import type { Accepted, Cancelled, CancelRequest, ConversationStatus, Ids, InitiateRequest } from "./api.js";
import { byTimer, type Calling, call, type Wait } from "./call.js";
import type { Answered, Result } from "./result.js";
import { type Awaited, type Waited, type WaitOptions, waitUntil } from "./wait-for.js";

export type ClientOptions = {
  /** The stage's address, such as `https://abc123.execute-api.eu-north-1.amazonaws.com/prod`. */
  readonly baseUrl: string;
  /** A client key of the project. */
  readonly apiKey: string;
  readonly fetch?: typeof fetch;
  /** How often one call is made at most: 4. Repeated are 429, 5xx and lost answers, always with the same ids. */
  readonly tries?: number;
  /** The longest time for one try: 30 seconds, which is one more than the gateway takes. */
  readonly timeoutMs?: number;
  /** Beyond this pause before a repetition the failure is returned instead: 30 seconds. */
  readonly longestWaitMs?: number;
  /** How to wait between tries and between looks: by a timer. */
  readonly wait?: Wait;
};

export type CallOptions = { readonly signal?: AbortSignal };

/** `ids` are those of the request, for `status`, `waitFor` and `cancel`; `replayed` tells that it had been accepted before. */
export type Initiated = Result<Accepted, { readonly ids: Ids; readonly replayed: boolean }>;

export type Client = {
  /** Starts one conversation; the same request again is answered as the first was, and sends nothing more. */
  readonly initiate: (request: InitiateRequest, options?: CallOptions) => Promise<Initiated>;
  /** Starts many, `concurrency` (5) at a time; the results stand in the order of the requests. */
  readonly initiateMany: (
    requests: readonly InitiateRequest[],
    options?: CallOptions & { readonly concurrency?: number },
  ) => Promise<readonly Initiated[]>;
  readonly status: (ids: Ids, options?: CallOptions) => Promise<Result<ConversationStatus>>;
  /** Asks for the status until a stage, a word of `conversation_status`, or what the function looks for is there, or cannot come any more. */
  readonly waitFor: (
    ids: Ids,
    awaited: Awaited | ((status: ConversationStatus) => boolean),
    options?: WaitOptions,
  ) => Promise<Waited>;
  /** Stops a conversation whose message is not on its way yet, for good. */
  readonly cancel: (ids: Ids, why?: CancelRequest, options?: CallOptions) => Promise<Result<Cancelled>>;
};

const withoutHeaders = <Value>(answer: Answered<Value>): Result<Value> =>
  answer.ok ? { ok: true, value: answer.value } : answer;

const pathOf = ({ company_id, project_id, request_id }: Ids): string =>
  ["/conversations", ...[company_id, project_id, request_id].map(encodeURIComponent)].join("/");

/** Calls `act` for each, so many at a time. */
const eachOf = async <A, B>(
  items: readonly A[],
  lanes: number,
  act: (item: A) => Promise<B>,
): Promise<readonly B[]> => {
  const results: B[] = [];
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [at, item] of waiting) results[at] = await act(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  return results;
};

/** A client of one project's. It throws nothing: what is refused or lost is a value with its code. */
export const createClient = ({ baseUrl, apiKey, ...options }: ClientOptions): Client => {
  const calling: Calling = {
    // Browsers refuse a `fetch` that is called as another object's.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    wait: options.wait ?? byTimer,
    tries: options.tries ?? 4,
    timeoutMs: options.timeoutMs ?? 30_000,
    longestWaitMs: options.longestWaitMs ?? 30_000,
  };
  const stage = baseUrl.replace(/\/+$/, "");

  const ask = <Value>(path: string, body: unknown, signal: AbortSignal | undefined): Promise<Answered<Value>> =>
    call(
      calling,
      `${stage}${path}`,
      body === undefined
        ? { headers: { "x-api-key": apiKey } }
        : {
            method: "POST",
            headers: { "x-api-key": apiKey, "content-type": "application/json" },
            body: JSON.stringify(body),
          },
      signal,
    );

  const initiate: Client["initiate"] = async (request, { signal } = {}) => {
    const answer = await ask<Accepted>("/initiate-conversation", request, signal);
    if (!answer.ok) return answer;
    const { company_id, project_id } = request.company_data;
    return {
      ok: true,
      value: answer.value,
      ids: { company_id, project_id, request_id: answer.value.request_id },
      replayed: answer.headers.get("idempotent-replayed") === "true",
    };
  };

  const statusOf = async (ids: Ids, signal: AbortSignal | undefined): Promise<Result<ConversationStatus>> =>
    withoutHeaders(await ask<ConversationStatus>(pathOf(ids), undefined, signal));

  return {
    initiate,
    initiateMany: (requests, { concurrency = 5, ...options } = {}) =>
      eachOf(requests, concurrency, (request) => initiate(request, options)),
    status: (ids, { signal } = {}) => statusOf(ids, signal),
    waitFor: (ids, awaited, options = {}) => waitUntil(statusOf, calling.wait, ids, awaited, options),
    cancel: async (ids, why = {}, { signal } = {}) =>
      withoutHeaders(await ask<Cancelled>(`${pathOf(ids)}/cancel`, why, signal)),
  };
};
