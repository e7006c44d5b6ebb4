import { randomBytes, randomUUID } from "node:crypto";
import type { Api, Route } from "./api";
import type { Variables } from "./document";
import type { Fault } from "./fault";
import { headerOf, type IncomingRequest } from "./http-message";

export type RequestContext = ReturnType<typeof makeRequestContext>;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** The common log format of `requestTime`, in UTC: 20/Nov/2026:10:39:00 +0000. */
const requestTime = (epochMillis: number): string => {
  const [, year, month, day, time] = /(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(epochMillis).toISOString()) ?? [];
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
};

type RequestFacts = {
  readonly request: IncomingRequest;
  readonly api: Api | undefined;
  readonly route: Route | undefined;
  readonly accountId: string;
  /** Host and port of the stand-in. On AWS it is a bare host name; with the port, a rebuilt public URL is exact here. */
  readonly domainName: string;
  readonly epochMillis: number;
  readonly key: { readonly id: string; readonly value: string } | undefined;
};

/** `requestContext` of the proxy event; apiKey and apiKeyId are present only where a key was required, as on AWS. */
export const makeRequestContext = (facts: RequestFacts) => ({
  resourceId: facts.route?.resourceId,
  resourcePath: facts.route?.resource,
  httpMethod: facts.request.method,
  extendedRequestId: randomBytes(11).toString("base64"),
  requestTime: requestTime(facts.epochMillis),
  path: `/${facts.request.stage}${facts.request.path}`,
  accountId: facts.accountId,
  protocol: facts.request.protocol,
  stage: facts.request.stage,
  domainPrefix: facts.domainName.split(".")[0] ?? "",
  requestTimeEpoch: facts.epochMillis,
  requestId: String(randomUUID()),
  identity: {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp: facts.request.sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: headerOf(facts.request.headers, "user-agent") ?? null,
    user: null,
    ...(facts.key === undefined ? {} : { apiKey: facts.key.value, apiKeyId: facts.key.id }),
  },
  domainName: facts.domainName,
  deploymentId: facts.api?.deploymentId,
  apiId: facts.api?.id,
});

// Otherwise a quote or line break sent by a client would break the JSON line it lands in.
const asJsonText = (value: string | null | undefined): string | undefined =>
  typeof value === "string" ? JSON.stringify(value).slice(1, -1) : undefined;

/** `$context` of a request. The key's value stays out, because these variables end up in logs. */
export const contextVariables = (context: RequestContext): Variables => {
  const { identity, ...rest } = context;
  return {
    ...rest,
    path: asJsonText(rest.path),
    stage: asJsonText(rest.stage),
    "identity.sourceIp": identity.sourceIp,
    "identity.userAgent": asJsonText(identity.userAgent),
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
