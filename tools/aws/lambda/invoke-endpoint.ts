import type { IncomingMessage, ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { parseJson } from "../../../runtime/codec/json";
import { holders } from "../guard";
import { type Listener, listenOnLoopback, patientServer, readBody, sendJson } from "../http";
import type { InvokeOutcome } from "./invocation";

/** Lambda's limits for a request, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

type InvocationType = keyof typeof mostBytes;

const knownTypes = "X-Amz-Invocation-Type: RequestResponse, Event or DryRun";

type InvokeEndpointDeps = {
  /** The id of the one access key that is known. */
  readonly accessKey: string;
  /** `event` is JSON text. */
  readonly invoke: (name: string, event: string) => Promise<InvokeOutcome>;
  readonly isKnown: (name: string) => boolean;
  /** Told of an asynchronous invocation that could not be run at all. */
  readonly onFault: (fault: Error) => void;
};

const invocationTypeOf = (request: IncomingMessage): InvocationType | undefined => {
  const given = String(request.headers["x-amz-invocation-type"] ?? "RequestResponse");
  return given === "RequestResponse" || given === "Event" || given === "DryRun" ? given : undefined;
};

const isJson = (text: string): boolean => E.isRight(parseJson(() => undefined)(text));

const refuse = (response: ServerResponse, status: number, type: string, message: string): void =>
  sendJson(response, status, { Type: "User", message }, { "X-Amzn-ErrorType": type });

const refuseUnknown = (response: ServerResponse, name: string): void =>
  refuse(response, 404, "ResourceNotFoundException", `Function not found: ${name}`);

const ranHeaders = { "Content-Type": "application/json", "X-Amz-Executed-Version": "$LATEST" };

const answer = (response: ServerResponse, name: string, outcome: InvokeOutcome): void => {
  switch (outcome._tag) {
    case "Answered":
      response.writeHead(200, ranHeaders).end(outcome.payload);
      break;
    case "FunctionError":
      response.writeHead(200, { ...ranHeaders, "X-Amz-Function-Error": "Unhandled" }).end(outcome.payload);
      break;
    case "Throttled":
      refuse(response, 429, "TooManyRequestsException", "Rate Exceeded.");
      break;
    case "UnknownFunction":
      refuseUnknown(response, name);
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
export const startInvokeEndpoint = (deps: InvokeEndpointDeps): Promise<Listener> => {
  const server = patientServer(async (request, response) => {
    const { method, url = "" } = request;
    const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(url);
    const type = invocationTypeOf(request);
    const body = await readBody(request, mostBytes[type ?? "RequestResponse"])();
    if (E.isLeft(body) && body.left === "Aborted") return;
    if (path === null || method !== "POST")
      return refuse(response, 404, "UnknownOperationException", `No operation ${method} ${url}`);
    if (type === undefined) return refuse(response, 400, "InvalidParameterValueException", knownTypes);
    const name = decodeURIComponent(path[1] ?? "");
    if (!deps.isKnown(name)) return refuseUnknown(response, name);
    if (E.isLeft(body))
      return refuse(response, 413, "RequestTooLargeException", `Request must be smaller than ${mostBytes[type]} bytes`);
    const event = body.right.toString("utf8") || "{}";
    if (!isJson(event))
      return refuse(response, 400, "InvalidRequestContentException", "Could not parse request body into json");
    if (type === "DryRun") return void response.writeHead(204).end();
    if (type === "RequestResponse") return answer(response, name, await deps.invoke(name, event));
    response.writeHead(202).end();
    runLater(deps, name, event).catch(deps.onFault);
  });
  return listenOnLoopback("Lambda's Invoke operation", 0, server, holders(deps.accessKey, "signed"));
};
