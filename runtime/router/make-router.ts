import type { APIGatewayProxyResult } from "aws-lambda";
import { type Invocation, noteInvocation } from "../adapters/current-invocation";
import { routerAdapters } from "../adapters/router-adapters";
import { handleHttp } from "./handle-http";
import type { RouterSettings } from "./router-settings";

/** The router's Lambda handler: clients are made here, once per container. */
export const makeRouter = (
  settings: RouterSettings,
): ((event: unknown, context?: Invocation) => Promise<APIGatewayProxyResult>) => {
  const handle = handleHttp(routerAdapters(settings));
  return (event, context) => {
    noteInvocation(context);
    return handle(event)();
  };
};
