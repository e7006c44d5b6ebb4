import type { IncomingMessage, ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { isKey } from "../../aws/guard";
import { addressOf, readBody } from "../../aws/http";
import { answeredUnder, brokenJson, endBeforeAcceptance } from "../injected-faults/injected-fault";
import type { InjectedFaults, Subject } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import type { Attempt, ProviderName } from "../ledger/ledger-entry";
import { controlOperations } from "./control-operations";
import { type Answer, bearerKey, makeRouter, type Operation } from "./operation";
import type { TimerSet } from "./timers";

/** SendGrid's limit for a whole request, the largest of the three providers. */
const limitBytes = 30 * 1024 * 1024;

/** Writes an answer with its length, so that the connection stays alive. */
const writeAnswer = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const content = body === null ? "" : typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = body === null ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, "content-length": Buffer.byteLength(content), ...headers }).end(content);
};

export type ProviderService = {
  readonly provider: ProviderName;
  readonly operations: readonly Operation[];
  /** An error answer in the provider's own shape; `code` is the provider's own error code. */
  readonly errorAnswer: (status: number, code: string | null) => Answer;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  readonly timers: TimerSet;
  readonly now: () => number;
  readonly warn: (text: string) => void;
  /** What the control operations ask for: they tell of people's messages. */
  readonly key: string;
};

/** The one path that every request to a stand-in takes: route, wait, faults, operation, answer. */
export const makeRequestHandler = (service: ProviderService) => {
  const { provider, ledger, faults, timers, now, warn, errorAnswer, key } = service;
  const route = makeRouter(service.operations);
  const control = makeRouter(controlOperations(provider, ledger, faults));
  const pause = (ms: number): Promise<void> => new Promise((resolve) => timers.after(ms, resolve));

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await readBody(request, limitBytes)();
    if (E.isLeft(received))
      return received.left === "TooLong" ? writeAnswer(response, errorAnswer(413, null)) : undefined;
    const body = received.right.toString();
    const url = addressOf(request);
    if (url === undefined) return writeAnswer(response, errorAnswer(400, null));
    const isControl = url.pathname.startsWith("/_");
    if (isControl && !isKey(key, bearerKey(request.headers) ?? ""))
      return writeAnswer(response, errorAnswer(401, null));
    const found = (isControl ? control : route)(request.method ?? "GET", url.pathname);
    if (E.isLeft(found)) return writeAnswer(response, errorAnswer(found.left, null));
    const { operation, params } = found.right;
    const parts = { path: url.pathname, query: url.searchParams, headers: request.headers, params, body };
    if (isControl) return writeAnswer(response, operation.handle({ ...parts, fault: undefined, answered: "given" }));

    const subject = (): Subject => operation.subject?.(parts) ?? { to: null, from: null };
    const fault = faults.strike({ provider, operation: operation.name, body, subject });
    if (fault !== undefined && fault.delayMs > 0) await pause(fault.delayMs);

    const attempt = (status: Attempt["status"], byFault: boolean): void => {
      const at = new Date(now()).toISOString();
      ledger.recordAttempt({ provider, operation: operation.name, at, status, ...subject(), byFault });
    };
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

    const answer = operation.handle({ ...parts, fault, answered: answeredUnder(fault) });
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
      warn(`the ${provider} stand-in failed at ${request.method}: ${error instanceof Error ? error.stack : error}`);
      if (!response.headersSent) writeAnswer(response, errorAnswer(500, null));
    }
  };
};
