import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ALLOWED_HEADERS, ALLOWED_METHODS } from "../../runtime/router/proxy-event";
import { gatewayPaths, publishedDescription } from "./published-description";

/** Origins for the answers of the gateway itself, which cannot choose by request: they hold no data, so with several origins any page may read them. */
const gatewayOrigin = (origins: readonly string[]): string => (origins.length === 1 ? (origins[0] ?? "*") : "*");

const literal = (value: string): string => `'${value}'`;

const gatewayResponses = (origins: readonly string[]) => {
  const responseParameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin": literal(gatewayOrigin(origins)),
    "gatewayresponse.header.Access-Control-Allow-Headers": literal(ALLOWED_HEADERS),
    "gatewayresponse.header.Access-Control-Allow-Methods": literal(ALLOWED_METHODS),
  };
  return { DEFAULT_4XX: { responseParameters }, DEFAULT_5XX: { responseParameters } };
};

const proxyTo = (invokeArn: string) => ({
  "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: invokeArn },
});

/** Where the carriers post receipts. */
export const RECEIPT_PATHS = ["/receipts/twilio/{ref}", "/receipts/sendgrid/{ref}"] as const;

/** Where the carriers post what people write to us. */
export const INBOUND_PATHS = ["/inbound/twilio/{ref}", "/inbound/sendgrid/{ref}"] as const;

/** Where the link of a mail leads, and a mail program posts the one click (RFC 8058). */
export const UNSUBSCRIBE_PATH = "/unsubscribe/{ref}";

const ref = [{ name: "ref", in: "path", required: true, schema: { type: "string" } }];

/** The carriers' addresses: no key, since what they post is signed and the reference sealed. */
const posted = (invokeArn: string) => ({
  post: {
    parameters: ref,
    responses: { 200: { description: "Taken" }, 403: { description: "Not genuine" } },
    ...proxyTo(invokeArn),
  },
});

const unsubscribing = (invokeArn: string) => {
  const responses = { 404: { description: "No such link" }, 503: { description: "Later" } };
  return {
    get: {
      parameters: ref,
      responses: { 200: { description: "A page that asks, and changes nothing" }, ...responses },
      ...proxyTo(invokeArn),
    },
    post: {
      parameters: ref,
      responses: { 200: { description: "The recipient is written to no more" }, ...responses },
      ...proxyTo(invokeArn),
    },
  };
};

export type Handlers = Readonly<Record<"router" | "desk" | "receipts" | "inbound", aws.lambda.Function>>;

/** What starts conversations; whatever else clients call is the desk's. */
const ROUTER_PATHS: readonly string[] = ["/initiate-conversation"];

/** What clients call, each by its function. The preflight goes there too, which knows all origins. */
const called = (routerArn: string, deskArn: string) =>
  Object.fromEntries(
    Object.entries(gatewayPaths).map(([path, operations]) => {
      const proxied = proxyTo(ROUTER_PATHS.includes(path) ? routerArn : deskArn);
      return [
        path,
        Object.fromEntries(
          Object.entries(operations).map(([method, operation]) => [method, { ...operation, ...proxied }]),
        ),
      ];
    }),
  );

const {
  info: { title, version },
  components: { securitySchemes },
} = publishedDescription;

/** The published operations and the carriers' addresses, with what API Gateway needs to serve them; it takes OpenAPI 3.0. */
export const gatewayDescription = (handlers: Handlers, origins: readonly string[]): pulumi.Output<string> =>
  pulumi
    .all([handlers.router.invokeArn, handlers.desk.invokeArn, handlers.receipts.invokeArn, handlers.inbound.invokeArn])
    .apply(([routerArn, deskArn, receiptsArn, inboundArn]) =>
      JSON.stringify({
        openapi: "3.0.1",
        info: { title, version },
        paths: {
          ...called(routerArn, deskArn),
          ...Object.fromEntries(RECEIPT_PATHS.map((path) => [path, posted(receiptsArn)])),
          ...Object.fromEntries(INBOUND_PATHS.map((path) => [path, posted(inboundArn)])),
          [UNSUBSCRIBE_PATH]: unsubscribing(inboundArn),
        },
        components: { securitySchemes },
        "x-amazon-apigateway-gateway-responses": gatewayResponses(origins),
        "x-amazon-apigateway-binary-media-types": ["*/*"],
      }),
    );
