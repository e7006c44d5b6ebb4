import { type Accepted, accept, type GatewayState } from "./accept";
import type { Api } from "./api";
import { renderVariables, type Variables } from "./document";
import { type Fault, fault, type GatewayResponse, isFault } from "./fault";
import type { IncomingRequest, Reply } from "./http-message";
import { callFunction, makeProxyEvent, readProxyAnswer } from "./lambda-proxy";
import { answerMock } from "./mock";
import { contextVariables, faultVariables, makeRequestContext, type RequestContext } from "./request-context";

const configured = (api: Api | undefined, fault: Fault): GatewayResponse | undefined =>
  api?.gatewayResponses.get(fault.type) ??
  api?.gatewayResponses.get(fault.status >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX");

// AWS writes its own 5xx bodies with a space after the colon, the 4xx ones without.
const ownTemplate = (fault: Fault): string =>
  fault.status >= 500 ? '{"message": $context.error.messageString}' : '{"message":$context.error.messageString}';

/** The answer to a fault: the API's gateway response for its type, else its DEFAULT_4XX or DEFAULT_5XX, else AWS's own. */
export const replyToFault = (api: Api | undefined, fault: Fault, variables: Variables): Reply => {
  const response = configured(api, fault);
  const templates = Object.entries(response?.templates ?? {});
  const [media, template] = templates.find(([type]) => type === "application/json") ??
    templates[0] ?? ["application/json", ownTemplate(fault)];
  return {
    status: response?.status ?? fault.status,
    headers: [["Content-Type", media], ["x-amzn-ErrorType", fault.errorType], ...(response?.headers ?? [])],
    body: Buffer.from(renderVariables(template, variables)),
  };
};

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

/** One request with its answer. Latencies are in milliseconds; without an integration there is no latency of one. */
export type Exchange = {
  readonly request: IncomingRequest;
  readonly api: Api | undefined;
  readonly functionName: string | undefined;
  readonly context: RequestContext;
  readonly reply: Reply;
  readonly fault: Fault | undefined;
  readonly integrationLatency: number | undefined;
  readonly responseLatency: number;
};

/** Answers one request. */
export const exchange = async (
  gateway: GatewayState,
  request: IncomingRequest,
  body: Buffer | "TooLong",
): Promise<Exchange> => {
  const startedAt = gateway.now();
  const { api, found, verdict } = accept(gateway, request, body);
  const context = makeRequestContext({
    request,
    api,
    route: found?.route,
    accountId: gateway.accountId,
    domainName: gateway.domainName,
    epochMillis: startedAt,
    key: isFault(verdict) ? undefined : verdict.key,
  });
  const calledAt = gateway.now();
  const outcome = isFault(verdict) ? verdict : await integrate(gateway, verdict, request, context);
  const answeredAt = gateway.now();
  const integration = found?.route.integration;
  return {
    request,
    api,
    functionName: integration?._tag === "Lambda" ? integration.functionName : undefined,
    context,
    reply: isFault(outcome)
      ? replyToFault(api, outcome, { ...contextVariables(context), ...faultVariables(outcome) })
      : outcome,
    fault: isFault(outcome) ? outcome : undefined,
    integrationLatency: isFault(verdict) ? undefined : answeredAt - calledAt,
    responseLatency: answeredAt - startedAt,
  };
};
