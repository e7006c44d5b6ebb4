import type { Api } from "./api";
import type { Fault } from "./fault";
import type { GatewayResponse } from "./gateway-responses";
import { renderVariables, type Variables } from "./render-variables";
import type { Reply } from "./reply";

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
