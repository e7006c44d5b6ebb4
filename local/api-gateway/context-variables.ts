import type { Fault } from "./fault";
import type { Variables } from "./render-variables";
import type { RequestContext } from "./request-context";

const present = (value: string | null | undefined): string | undefined => value ?? undefined;

// Otherwise a quote or line break sent by a client would break the JSON line it lands in.
const asJsonText = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value).slice(1, -1);

/** `$context` of a request. The key's value stays out, because these variables end up in logs. */
export const contextVariables = (context: RequestContext): Variables => {
  const { identity, ...rest } = context;
  return {
    ...rest,
    path: asJsonText(rest.path),
    stage: asJsonText(rest.stage),
    "identity.sourceIp": identity.sourceIp,
    "identity.userAgent": asJsonText(present(identity.userAgent)),
    "identity.apiKeyId": "apiKeyId" in identity ? identity.apiKeyId : undefined,
  };
};

export const faultVariables = (fault: Fault): Variables => ({
  "error.message": fault.message,
  "error.messageString": JSON.stringify(fault.message),
  "error.responseType": fault.type,
  integrationErrorMessage: asJsonText(fault.detail),
  "integration.error": asJsonText(fault.detail),
});
