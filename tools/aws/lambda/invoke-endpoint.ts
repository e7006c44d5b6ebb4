import type { ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { parseJson } from "../../../runtime/codec/json";
import { holders } from "../guard";
import { type Listener, listenOnLoopback, patientServer, readBody, sendJson } from "../http";
import type { InvokeOutcome } from "./invocation";

/** Lambda's limit for a request, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 6_291_456;

type InvokeEndpointDeps = {
  /** The id of the one access key that is known. */
  readonly accessKey: string;
  /** `event` is JSON text. */
  readonly invoke: (name: string, event: string) => Promise<InvokeOutcome>;
  readonly isKnown: (name: string) => boolean;
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

/** Serves Lambda's Invoke operation, for who waits for the answer. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const startInvokeEndpoint = (deps: InvokeEndpointDeps): Promise<Listener> => {
  const server = patientServer(async (request, response) => {
    const { method, url = "" } = request;
    const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(url);
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    const body = await readBody(request, mostBytes)();
    if (E.isLeft(body) && body.left === "Aborted") return;
    if (path === null || method !== "POST")
      return refuse(response, 404, "UnknownOperationException", `No operation ${method} ${url}`);
    if (type !== "RequestResponse")
      return refuse(response, 400, "InvalidParameterValueException", `X-Amz-Invocation-Type ${type} is not supported`);
    const name = decodeURIComponent(path[1] ?? "");
    if (!deps.isKnown(name)) return refuseUnknown(response, name);
    if (E.isLeft(body))
      return refuse(response, 413, "RequestTooLargeException", `Request must be smaller than ${mostBytes} bytes`);
    const event = body.right.toString("utf8") || "{}";
    if (!isJson(event))
      return refuse(response, 400, "InvalidRequestContentException", "Could not parse request body into json");
    answer(response, name, await deps.invoke(name, event));
  });
  return listenOnLoopback("Lambda's Invoke operation", 0, server, holders(deps.accessKey, "signed"));
};
