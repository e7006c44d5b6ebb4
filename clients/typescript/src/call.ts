import { type Answered, aborted, type Failure, noAnswer, readAnswer } from "./result.js";

/** Waits; must end early, by a rejection, when the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export type Calling = {
  readonly fetch: typeof fetch;
  readonly wait: Wait;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly longestWaitMs: number;
};

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;

export const byTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });

/** What may have other results the next time. That it is safe is the ids' doing: a repetition is answered as the first was. */
const mayPass = ({ code, status }: Failure): boolean =>
  code === "NO_ANSWER" || status === 429 || (status !== null && status >= 500);

/** At least as long as the answer asks for; the rest by chance, so that many clients do not come back at once. */
const delayOf = ({ retryAfterSeconds }: Failure, made: number): number =>
  (retryAfterSeconds ?? 0) * 1000 + Math.random() * Math.min(FIRST_DELAY_MS * 2 ** made, LONGEST_DELAY_MS);

/** The error's own words, with the cause that Node's `fetch` keeps behind its "fetch failed". */
const wordsOf = (error: unknown): string => {
  const { message, cause }: { readonly message?: string; readonly cause?: { readonly message?: string } } =
    Object(error);
  return [message ?? String(error), cause?.message].filter(Boolean).join(": ");
};

/** One HTTP request as a value, made again while it may come out otherwise, and it is worth the wait. */
export const call = async <Value>(
  { fetch, wait, tries, timeoutMs, longestWaitMs }: Calling,
  url: string,
  request: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Answered<Value>> => {
  const once = async (): Promise<Answered<Value>> => {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(url, { ...request, signal: signal ? AbortSignal.any([signal, limit]) : limit });
      return await readAnswer<Value>(answer);
    } catch (error) {
      return signal?.aborted ? aborted() : noAnswer(limit.aborted ? `No answer in ${timeoutMs} ms` : wordsOf(error));
    }
  };
  for (let made = 1; ; made += 1) {
    const result = await once();
    if (result.ok || made >= tries || !mayPass(result)) return result;
    const delay = delayOf(result, made - 1);
    if (delay > longestWaitMs) return result;
    try {
      await wait(delay, signal);
    } catch {
      return aborted();
    }
  }
};
