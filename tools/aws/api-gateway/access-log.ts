import { renderVariables } from "./document";
import type { Exchange } from "./exchange";
import { contextVariables, faultVariables } from "./request-context";

/** One answered request, for a console. Latencies in milliseconds, length in bytes; no header, body or key value. */
export const accessEntryOf = ({ context, api, reply, fault, ...exchange }: Exchange) => ({
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

export type AccessEntry = Readonly<ReturnType<typeof accessEntryOf>>;

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
