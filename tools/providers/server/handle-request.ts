import type { IncomingMessage, ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { answeredUnder, brokenJson, endBeforeAcceptance } from "../injected-faults/injected-fault";
import type { InjectedFaults, Subject } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import type { ProviderName } from "../ledger/ledger-entry";
import { controlOperations } from "./control-operations";
import { type Answer, type Exchange, makeRouter, type Operation } from "./operation";
import type { TimerSet } from "./timers";

/** SendGrid's limit for a whole request, the largest of the three providers. */
const limitBytes = 30 * 1024 * 1024;

/** Reads a request's body as UTF-8; `too large` leaves the rest unread, a broken connection rejects. */
export const readBody = (request: IncomingMessage): Promise<string | "too large"> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else resolve("too large");
    });
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0].toString() : Buffer.concat(chunks).toString()),
    );
    request.on("error", reject);
  });

/** Writes an answer with its length, so that the connection stays alive. */
export const writeAnswer = (response: ServerResponse, { status, headers = {}, body }: Answer): void => {
  const text = body === null ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === null ? {} : { "content-type": "application/json" }),
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
};

export type ProviderService = {
  readonly provider: ProviderName;
  readonly operations: readonly Operation[];
  /** An error answer in the provider's own shape; `code` is the provider's own error code. */
  readonly errorAnswer: (status: number, code: string | null, message?: string) => Answer;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  readonly timers: TimerSet;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly warn: (text: string) => void;
};

const nobody: Subject = { to: null, from: null };

/** The one path that every request to a stand-in takes: route, wait, faults, operation, answer. */
export const makeRequestHandler = (service: ProviderService) => {
  const { provider, ledger, faults, timers, latencyMs, now, warn, errorAnswer } = service;
  const route = makeRouter(service.operations);
  const control = makeRouter(controlOperations(provider, ledger, faults));
  const pause = (ms: number): Promise<void> => new Promise((resolve) => timers.after(ms, resolve));

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === "too large") return writeAnswer(response, errorAnswer(413, null));
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const isControl = url.pathname.startsWith("/_");
    const found = (isControl ? control : route)(request.method ?? "GET", url.pathname);
    if (E.isLeft(found)) return writeAnswer(response, errorAnswer(found.left, null));
    const { operation, params } = found.right;
    const parts = { path: url.pathname, query: url.searchParams, headers: request.headers, params, body };
    if (isControl) return writeAnswer(response, operation.handle({ ...parts, fault: undefined, answered: "given" }));

    const subject = () => operation.subject?.(parts) ?? nobody;
    const fault = faults.strike({ provider, operation: operation.name, body, subject });
    const waitMs = latencyMs + (fault?.delayMs ?? 0);
    if (waitMs > 0) await pause(waitMs);

    const attempt = (status: number | "hang" | "reset", byFault: boolean): void =>
      ledger.recordAttempt({
        provider,
        operation: operation.name,
        at: new Date(now()).toISOString(),
        status,
        ...subject(),
        byFault,
      });
    const silence = (kind: "hang" | "reset"): void => {
      if (kind === "reset") request.socket.resetAndDestroy();
    };

    const early = endBeforeAcceptance(fault);
    if (early !== undefined) {
      attempt(early.kind === "status" ? early.status : early.kind, true);
      if (early.kind !== "status") return silence(early.kind);
      const usual = errorAnswer(early.status, early.code);
      return writeAnswer(response, {
        status: early.status,
        headers: { ...usual.headers, ...early.headers },
        body: early.body === undefined ? usual.body : early.body,
      });
    }

    const exchange: Exchange = { ...parts, fault, answered: answeredUnder(fault) };
    const answer = operation.handle(exchange);
    if (answer.status >= 400) attempt(answer.status, false);
    if (fault?.kind === "hang" || fault?.kind === "reset") return silence(fault.kind);
    if (answer.status >= 400) return writeAnswer(response, answer);
    if (fault?.kind === "acceptThenStatus") return writeAnswer(response, errorAnswer(fault.status, null));
    if (fault?.kind === "malformed") return writeAnswer(response, { status: 200, body: brokenJson });
    return writeAnswer(response, answer);
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await serve(request, response);
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      warn(`the ${provider} stand-in failed at ${request.method}: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) writeAnswer(response, errorAnswer(500, null));
    }
  };
};
