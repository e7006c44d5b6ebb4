import type { IncomingMessage, ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { holders } from "../guard";
import { type Listener, listenOnLoopback, patientServer, readBody, sendJson } from "../http";

/** What the Runtime API hands to a worker's process; `event` is JSON text. */
export type Invocation = {
  readonly requestId: string;
  readonly event: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
};

type Spoken = { readonly payload: string; readonly peakMemoryKb?: number };

/** What a worker's process says to the Runtime API. */
export type RuntimeMessage =
  | { readonly _tag: "Ready"; readonly deliver: (invocation: Invocation) => void }
  | ({ readonly _tag: "Answered"; readonly requestId: string } & Spoken)
  | ({ readonly _tag: "Failed"; readonly requestId: string; readonly errorType: string } & Spoken)
  | ({ readonly _tag: "InitFailed"; readonly errorType: string } & Spoken);

/** Lambda's limit for a synchronous answer, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostAnswerBytes = 6_291_556;
const base = "/2018-06-01/runtime";

const deliverTo =
  (response: ServerResponse) =>
  (invocation: Invocation): void => {
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(invocation.event),
      "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
      "Lambda-Runtime-Deadline-Ms": String(invocation.deadlineMs),
      "Lambda-Runtime-Invoked-Function-Arn": invocation.functionArn,
      "Lambda-Runtime-Trace-Id": invocation.traceId,
    });
    response.end(invocation.event);
  };

const errorTypeOf = (request: IncomingMessage): string => {
  const given = String(request.headers["lambda-runtime-function-error-type"] ?? "");
  if (/^(Runtime|Function)\.[A-Z][A-Za-z]+$/.test(given)) return given;
  return given.startsWith("Runtime.") ? "Runtime.Unknown" : "Function.Unknown";
};

const tooLarge = JSON.stringify({
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${mostAnswerBytes} bytes).`,
});

const messageOf = (request: IncomingMessage, text: string | undefined): RuntimeMessage | undefined => {
  const memory = Number(request.headers["local-peak-memory-kb"]);
  const spoken = { payload: text ?? tooLarge, ...(memory > 0 ? { peakMemoryKb: memory } : {}) };
  const path = request.url?.startsWith(base) ? request.url.slice(base.length) : "";
  if (path === "/init/error") return { _tag: "InitFailed", errorType: errorTypeOf(request), ...spoken };
  const [, requestId, kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  if (requestId === undefined) return undefined;
  if (text === undefined) return { _tag: "Failed", requestId, errorType: "Function.ResponseSizeTooLarge", ...spoken };
  if (kind === "error") return { _tag: "Failed", requestId, errorType: errorTypeOf(request), ...spoken };
  return { _tag: "Answered", requestId, ...spoken };
};

/**
 * Serves the Lambda Runtime API to one worker, which shows the key as a bearer's; `onMessage` says whether the message fitted the worker's state.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export const startRuntimeApi = (key: string, onMessage: (message: RuntimeMessage) => boolean): Promise<Listener> => {
  const server = patientServer(async (request, response) => {
    if (request.method === "GET" && request.url === `${base}/invocation/next`) {
      onMessage({ _tag: "Ready", deliver: deliverTo(response) });
      return;
    }
    const body = await readBody(request, mostAnswerBytes)();
    if (E.isLeft(body) && body.left === "Aborted") return;
    const text = E.isRight(body) ? body.right.toString("utf8") : undefined;
    const message = request.method === "POST" ? messageOf(request, text) : undefined;
    if (message === undefined) sendJson(response, 404, { errorType: "NotFound", errorMessage: `No ${request.url}` });
    else if (onMessage(message)) sendJson(response, 202, { status: "OK" });
    else sendJson(response, 400, { errorType: "InvalidRequestID", errorMessage: "Invalid request ID" });
  });
  return listenOnLoopback("Lambda's Runtime API", 0, server, holders(key, "bearer"));
};
