import { renderVariables } from "./document";
import type { Exchange } from "./exchange";
import { contextVariables, faultVariables } from "./request-context";

/** One answered request, for a console. Latencies in milliseconds, length in bytes; no header, body or key value. */
export type AccessEntry = {
  readonly at: number;
  readonly requestId: string;
  readonly apiId: string | undefined;
  readonly apiName: string | undefined;
  readonly stage: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly resourcePath: string | undefined;
  readonly functionName: string | undefined;
  readonly apiKeyId: string | undefined;
  readonly status: number;
  readonly responseLength: number;
  readonly responseLatency: number;
  readonly integrationLatency: number | undefined;
  readonly error: { readonly type: string; readonly message: string; readonly detail: string | undefined } | undefined;
};

export const accessEntryOf = ({ context, api, reply, fault, ...exchange }: Exchange): AccessEntry => ({
  at: context.requestTimeEpoch,
  requestId: context.requestId,
  apiId: context.apiId,
  apiName: api?.name,
  stage: context.stage,
  httpMethod: context.httpMethod,
  path: context.path,
  resourcePath: context.resourcePath,
  functionName: exchange.functionName,
  apiKeyId: "apiKeyId" in context.identity ? context.identity.apiKeyId : undefined,
  status: reply.status,
  responseLength: reply.body.length,
  responseLatency: exchange.responseLatency,
  integrationLatency: exchange.integrationLatency,
  error: fault && { type: fault.type, message: fault.message, detail: fault.detail },
});

/** The stage's access log line for an exchange. */
export const renderAccessLog = (format: string, exchange: Exchange): string =>
  renderVariables(format.replace(/\n$/, ""), {
    ...contextVariables(exchange.context),
    ...(exchange.fault === undefined ? {} : faultVariables(exchange.fault)),
    status: exchange.reply.status,
    responseLength: exchange.reply.body.length,
    responseLatency: exchange.responseLatency,
    integrationLatency: exchange.integrationLatency,
    "integration.latency": exchange.integrationLatency,
  });
