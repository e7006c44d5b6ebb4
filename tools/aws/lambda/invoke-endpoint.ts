import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, readBody, serveOnLoopback } from "../http";
import type { InvokeOutcome } from "./invocation";

/** Lambda's limits for a request, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

type InvocationType = keyof typeof mostBytes;

export type InvokeRaw = (name: string, event: string) => Promise<InvokeOutcome>;

export type InvokeEndpointDeps = {
  readonly invoke: InvokeRaw;
  readonly isKnown: (name: string) => boolean;
  /** Told of an asynchronous invocation that could not be run at all. */
  readonly onFault: (fault: Error) => void;
};

const invocationTypeOf = (request: IncomingMessage): InvocationType | undefined => {
  const given = String(request.headers["x-amz-invocation-type"] ?? "RequestResponse");
  return given === "RequestResponse" || given === "Event" || given === "DryRun" ? given : undefined;
};

const refuse = (response: ServerResponse, status: number, type: string, message: string): void => {
  response.writeHead(status, { "Content-Type": "application/json", "X-Amzn-ErrorType": type });
  response.end(JSON.stringify({ Type: "User", message }));
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const throttled = (response: ServerResponse): void =>
  refuse(response, 429, "TooManyRequestsException", "Rate Exceeded.");

const unknown = (response: ServerResponse, name: string): void =>
  refuse(response, 404, "ResourceNotFoundException", `Function not found: ${name}`);

const ran = (response: ServerResponse, payload: string, error: { readonly "X-Amz-Function-Error"?: string }): void => {
  response.writeHead(200, { "Content-Type": "application/json", "X-Amz-Executed-Version": "$LATEST", ...error });
  response.end(payload);
};

const answer = (response: ServerResponse, name: string, outcome: InvokeOutcome): void => {
  switch (outcome._tag) {
    case "Answered":
      ran(response, outcome.payload, {});
      break;
    case "FunctionError":
      ran(response, outcome.payload, { "X-Amz-Function-Error": "Unhandled" });
      break;
    case "Throttled":
      throttled(response);
      break;
    case "UnknownFunction":
      unknown(response, name);
      break;
  }
};

const runLater = async (deps: InvokeEndpointDeps, name: string, event: string): Promise<void> => {
  const outcome = await deps.invoke(name, event);
  if (outcome._tag === "Throttled" || outcome._tag === "UnknownFunction")
    throw new Error(
      `Function ${name}: an asynchronous invocation was dropped (${outcome._tag}); it is not retried here`,
    );
};

/** Serves Lambda's Invoke operation. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const startInvokeEndpoint = (deps: InvokeEndpointDeps): Promise<LoopbackServer> =>
  serveOnLoopback(async (request, response) => {
    const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(request.url ?? "");
    const type = invocationTypeOf(request);
    const body = await readBody(request, type === undefined ? 0 : mostBytes[type]);
    if (path === null || request.method !== "POST")
      return refuse(response, 404, "UnknownOperationException", `No operation ${request.method} ${request.url}`);
    if (type === undefined)
      return refuse(
        response,
        400,
        "InvalidParameterValueException",
        "X-Amz-Invocation-Type: RequestResponse, Event or DryRun",
      );
    const name = decodeURIComponent(path[1] ?? "");
    if (!deps.isKnown(name)) return unknown(response, name);
    if (body === undefined)
      return refuse(response, 413, "RequestTooLargeException", `Request must be smaller than ${mostBytes[type]} bytes`);
    const event = body === "" ? "{}" : body;
    if (!isJson(event))
      return refuse(response, 400, "InvalidRequestContentException", "Could not parse request body into json");
    if (type === "DryRun") return void response.writeHead(204).end();
    if (type === "RequestResponse") return answer(response, name, await deps.invoke(name, event));
    response.writeHead(202).end();
    runLater(deps, name, event).catch(deps.onFault);
  });
