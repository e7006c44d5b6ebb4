import type { Accepted } from "./accept";
import { callFunction } from "./call-function";
import { contextVariables } from "./context-variables";
import { type Fault, fault } from "./fault";
import type { GatewayState } from "./gateway-state";
import type { IncomingRequest } from "./incoming-request";
import { answerMock } from "./mock-answer";
import { readProxyAnswer } from "./proxy-answer";
import { makeProxyEvent } from "./proxy-event";
import type { Reply } from "./reply";
import type { RequestContext } from "./request-context";

/** Has an accepted request answered by its integration; an invocation that throws is reported and answered 500. */
export const integrate = async (
  gateway: GatewayState,
  { api, found, body }: Accepted,
  request: IncomingRequest,
  context: RequestContext,
): Promise<Reply | Fault> => {
  const { integration, resource } = found.route;
  if (integration._tag === "Mock")
    return answerMock(integration, api.binaryMediaTypes, request.headers, contextVariables(context));
  const event = makeProxyEvent(api, found, request, body, context);
  try {
    const payload = await callFunction(gateway.invoke, integration, event);
    return typeof payload === "string" ? readProxyAnswer(payload, api.binaryMediaTypes, request.headers) : payload;
  } catch (cause) {
    gateway.onError(new Error(`API Gateway: ${request.method} ${resource} could not be invoked`, { cause }));
    return fault("INTEGRATION_FAILURE", "the local invocation failed");
  }
};
