import { accept } from "./accept";
import type { Api } from "./api";
import { contextVariables, faultVariables } from "./context-variables";
import { type Fault, isFault } from "./fault";
import { replyToFault } from "./fault-reply";
import type { GatewayState } from "./gateway-state";
import type { IncomingRequest } from "./incoming-request";
import { integrate } from "./integrate";
import type { Reply } from "./reply";
import { makeRequestContext, type RequestContext } from "./request-context";

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
