import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as E from "fp-ts/Either";
import { byName } from "../guard";
import { listenOnLoopback, readBody } from "../http";
import type { Invoke } from "../lambda/invocation";
import { type AccessEntry, accessEntryOf, renderAccessLog } from "./access-log";
import type { Api } from "./api";
import { type Exchange, exchange, type Gateway } from "./exchange";
import { readIncomingRequest } from "./http-message";
import type { Throttle } from "./limits";
import { type ApiDeclaration, readApi } from "./read-api";
import { ALL_METHODS, makeStages, type StageDeclaration, settingsPathOf } from "./stages";
import { makeUsagePlans } from "./usage-plans";

export type ApiGateway = Awaited<ReturnType<typeof startApiGateway>>;

type ApiGatewayOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly accountId: string;
  readonly invoke: Invoke;
  /** Epoch milliseconds; drives throttles, quotas and times. */
  readonly now?: () => number;
  readonly onAccess?: (entry: AccessEntry) => void;
  readonly onAccessLog?: (logGroup: string, line: string) => void;
  readonly onError?: (error: Error) => void;
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Writes the answer with the headers that API Gateway adds to every one. */
const sendReply = (response: ServerResponse, done: Exchange): void => {
  const { headers, body } = done.reply;
  response.statusCode = done.reply.status;
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader("x-amzn-RequestId", done.context.requestId);
  response.setHeader("x-amz-apigw-id", done.context.extendedRequestId);
  if (done.reply.status !== 204 && done.reply.status !== 304) response.setHeader("Content-Length", body.length);
  response.end(body);
};

const serve = async (
  gateway: Gateway,
  { onAccess, onAccessLog }: ApiGatewayOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const request = readIncomingRequest(message);
  const body = await readBody(message, BODY_LIMIT_BYTES)();
  if (E.isLeft(body) && body.left === "Aborted") return;
  const done = await exchange(gateway, request, body);
  sendReply(response, done);
  onAccess?.(accessEntryOf(done));
  const log = gateway.stages.find(request.stage)?.accessLog;
  if (log !== undefined) onAccessLog?.(log.logGroup, renderAccessLog(log.format, done));
};

/** Starts a stand-in for API Gateway REST APIs on loopback, for web pages too: the API says which. Rejects, naming the port, when it is taken. */
export const startApiGateway = async (options: ApiGatewayOptions) => {
  const { accountId, invoke, now = Date.now, onError = console.error } = options;
  const apis = new Map<string, Api>();
  const stages = makeStages();
  const plans = makeUsagePlans(now);
  const server = createServer((message, response) => {
    const domainName = new URL(url).host;
    const gateway = { apis, stages, plans, invoke, now, accountId, domainName, onError };
    serve(gateway, options, message, response).catch((cause: unknown) => {
      onError(new Error("API Gateway: a request could not be answered", { cause }));
      response.destroy();
    });
  });
  const { url, stop } = await listenOnLoopback("the API Gateway", options.port, server, byName);
  return {
    ...plans,
    /** http://127.0.0.1:PORT; a request goes to {url}/{stage}/{path}. */
    url,
    putApi: (api: ApiDeclaration): void => void apis.set(api.id, readApi(api)),
    removeApi: (id: string): void => {
      apis.delete(id);
      stages.removeAllOf(id);
    },
    putStage: (stage: StageDeclaration): void => {
      if (!apis.has(stage.apiId)) throw new Error(`stage "${stage.name}": there is no API "${stage.apiId}"`);
      stages.put(stage);
    },
    removeStage: stages.remove,
    setThrottle: (apiId: string, stage: string, path: string, throttle: Throttle | undefined): void => {
      const paths = [ALL_METHODS, ...(apis.get(apiId)?.routes ?? []).map(settingsPathOf)];
      // AWS's words.
      if (throttle !== undefined && !paths.includes(path)) throw new Error(`Invalid method setting path: ${path}`);
      stages.setThrottle(apiId, stage, path, throttle);
    },
    stop,
  };
};
