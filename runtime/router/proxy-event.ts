import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";

/** What the router reads of API Gateway's Lambda proxy event. */
export const ProxyEvent = t.partial({
  httpMethod: t.string,
  body: t.union([t.string, t.null]),
  isBase64Encoded: t.boolean,
  headers: t.union([t.record(t.string, t.unknown), t.null]),
  requestContext: t.partial({
    requestId: t.string,
    identity: t.partial({ apiKeyId: t.union([t.string, t.null]) }),
  }),
});
export type ProxyEvent = t.TypeOf<typeof ProxyEvent>;

/** An event of another form is one without a body, which the checks refuse with their own words. */
export const decodeEvent = (input: unknown): ProxyEvent =>
  pipe(
    ProxyEvent.decode(input),
    E.getOrElse((): ProxyEvent => ({})),
  );

/** The id of the caller's API key; API Gateway has checked the key's value before the router runs. */
export const apiKeyIdOf = ({ requestContext }: ProxyEvent): string => requestContext?.identity?.apiKeyId ?? "";

/** For the log; nothing where the event names none. */
export const apiRequestIdOf = ({ requestContext }: ProxyEvent): { readonly api_request_id?: string } =>
  requestContext?.requestId === undefined ? {} : { api_request_id: requestContext.requestId };

/** The `Origin` header, in any letter case. */
export const originOf = ({ headers }: ProxyEvent): string | undefined => {
  const origin = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "origin")?.[1];
  return typeof origin === "string" ? origin : undefined;
};
