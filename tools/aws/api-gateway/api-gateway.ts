import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { listenOnLoopback, receiveBody } from "../http";
import type { Invoke } from "../lambda/invocation";
import type { GatewayState } from "./accept";
import { type AccessEntry, accessEntryOf, renderAccessLog } from "./access-log";
import { type Exchange, exchange } from "./exchange";
import { type Headers, headerOf, readIncomingRequest } from "./http-message";
import type { Throttle } from "./limits";
import { type ApiDeclaration, readApi } from "./read-api";
import { makeStages, type StageDeclaration } from "./stages";
import { type ApiKey, makeUsagePlans, type UsagePlan } from "./usage-plans";

const compressed = ({ request, reply, api }: Exchange): { readonly headers: Headers; readonly body: Buffer } => {
  const least = api?.minimumCompressionSize;
  const accepts = /\bgzip\b/.test(headerOf(request.headers, "accept-encoding") ?? "");
  if (least === undefined || reply.body.length < least || !accepts) return reply;
  return { headers: [...reply.headers, ["Content-Encoding", "gzip"]], body: gzipSync(reply.body) };
};

/** Writes the answer with the headers that API Gateway adds to every one. */
export const sendReply = (response: ServerResponse, exchange: Exchange): void => {
  const { headers, body } = compressed(exchange);
  response.statusCode = exchange.reply.status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader("x-amzn-RequestId", exchange.context.requestId);
  response.setHeader("x-amz-apigw-id", exchange.context.extendedRequestId);
  if (exchange.reply.status !== 204 && exchange.reply.status !== 304) response.setHeader("Content-Length", body.length);
  response.end(body);
};

export type ApiGateway = {
  /** http://127.0.0.1:PORT; a request goes to {url}/{stage}/{path}. */
  readonly url: string;
  readonly putApi: (api: ApiDeclaration) => void;
  readonly removeApi: (id: string) => void;
  readonly putStage: (stage: StageDeclaration) => void;
  readonly removeStage: (apiId: string, name: string) => void;
  readonly setThrottle: (apiId: string, stage: string, throttle: Throttle) => void;
  readonly putApiKey: (key: ApiKey) => void;
  readonly removeApiKey: (id: string) => void;
  readonly putUsagePlan: (plan: UsagePlan) => void;
  readonly removeUsagePlan: (id: string) => void;
  readonly addUsagePlanKey: (planId: string, keyId: string) => void;
  readonly removeUsagePlanKey: (planId: string, keyId: string) => void;
  readonly stop: () => Promise<void>;
};

export type ApiGatewayOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly region: string;
  readonly accountId: string;
  readonly invoke: Invoke;
  /** Epoch milliseconds; drives throttles, quotas and times. */
  readonly now?: () => number;
  readonly onAccess?: (entry: AccessEntry) => void;
  readonly onAccessLog?: (logGroup: string, line: string) => void;
  readonly onError?: (error: Error) => void;
};

const serve = async (
  gateway: GatewayState,
  options: ApiGatewayOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const request = readIncomingRequest(message);
  const body = await receiveBody(message);
  if (body === "Aborted") return;
  const done = await exchange(gateway, request, body);
  sendReply(response, done);
  options.onAccess?.(accessEntryOf(done));
  const log = gateway.stages.find(request.stage)?.accessLog;
  if (log !== undefined) options.onAccessLog?.(log.logGroup, renderAccessLog(log.format, done));
};

/** Starts a stand-in for API Gateway REST APIs on loopback; rejects, naming the port, when it is taken. */
export const startApiGateway = async (options: ApiGatewayOptions): Promise<ApiGateway> => {
  const now = options.now ?? Date.now;
  const onError = options.onError ?? ((error: Error) => console.error(error));
  const apis: GatewayState["apis"] = new Map();
  const stages = makeStages(now);
  const plans = makeUsagePlans(now);
  const listener = await listenOnLoopback("the API Gateway", options.port, (message, response) => {
    const gateway: GatewayState = {
      ...{ apis, stages, plans, now, onError },
      invoke: options.invoke,
      accountId: options.accountId,
      domainName: new URL(listener.url).host,
    };
    serve(gateway, options, message, response).catch((error: unknown) => {
      onError(new Error("API Gateway: a request could not be answered", { cause: error }));
      response.destroy();
    });
  });
  return {
    ...plans,
    url: listener.url,
    putApi: (api) => void apis.set(api.id, readApi(api)),
    removeApi: (id) => {
      apis.delete(id);
      stages.removeAllOf(id);
    },
    putStage: (stage) => {
      if (!apis.has(stage.apiId)) throw new Error(`stage "${stage.name}": there is no API "${stage.apiId}"`);
      stages.put(stage);
    },
    removeStage: stages.remove,
    setThrottle: stages.setThrottle,
    stop: listener.stop,
  };
};
