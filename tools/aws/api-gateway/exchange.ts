import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { NoBody } from "../http";
import type { Invoke } from "../lambda/invocation";
import { type Accepted, accept, type Served, targetOf } from "./accept";
import type { Api } from "./api";
import { type Fault, replyToFault } from "./fault";
import type { IncomingRequest, Reply } from "./http-message";
import { callFunction, makeProxyEvent, readProxyAnswer } from "./lambda-proxy";
import { makeRequestContext, type RequestContext } from "./request-context";

/** What one running gateway needs. */
export type Gateway = Served & {
  readonly invoke: Invoke;
  readonly accountId: string;
  /** Host and port. */
  readonly domainName: string;
  readonly onError: (error: Error) => void;
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

/** Has an accepted request answered by its integration. */
const integrate =
  (gateway: Gateway, request: IncomingRequest, context: RequestContext) =>
  ({ found, body }: Accepted): TE.TaskEither<Fault, Reply> => {
    const { integration, resource } = found.route;
    return pipe(
      callFunction(gateway.invoke, integration, makeProxyEvent(found, request, body, context), (cause) =>
        gateway.onError(new Error(`API Gateway: ${request.method} ${resource} could not be invoked`, { cause })),
      ),
      TE.chainEitherK(readProxyAnswer),
    );
  };

/** Answers one request. */
export const exchange = async (
  gateway: Gateway,
  request: IncomingRequest,
  body: E.Either<NoBody, Buffer>,
): Promise<Exchange> => {
  const { now, accountId, domainName } = gateway;
  const startedAt = now();
  const target = targetOf(gateway, request);
  const { api } = target;
  const route = target.found?.route;
  const accepted = accept(gateway, target, request, body);
  const key = E.isRight(accepted) ? accepted.right.key : undefined;
  const context = makeRequestContext({ request, api, route, accountId, domainName, epochMillis: startedAt, key });
  const calledAt = now();
  const outcome = await pipe(TE.fromEither(accepted), TE.chain(integrate(gateway, request, context)))();
  const answeredAt = now();
  return {
    request,
    api,
    functionName: route?.integration.functionName,
    context,
    reply: pipe(
      outcome,
      E.getOrElse((fault) => replyToFault(api?.gatewayResponses, fault)),
    ),
    fault: E.isLeft(outcome) ? outcome.left : undefined,
    integrationLatency: E.isRight(accepted) ? answeredAt - calledAt : undefined,
    responseLatency: answeredAt - startedAt,
  };
};
