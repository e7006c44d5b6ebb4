import type * as pulumi from "@pulumi/pulumi";
import { ALLOWED_HEADERS, ALLOWED_METHODS } from "../../runtime/router/cors-headers";
import { gatewayOrigin } from "./cors";
import { publishedDescription } from "./published-description";

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

const paths = publishedDescription.paths["/initiate-conversation"];

/** The published description with what API Gateway needs to serve it. The preflight goes to the router, which knows all origins. */
export const gatewayDescription = (
  routerInvokeArn: pulumi.Output<string>,
  origins: readonly string[],
): pulumi.Output<string> =>
  routerInvokeArn.apply((invokeArn) =>
    JSON.stringify({
      ...publishedDescription,
      paths: {
        "/initiate-conversation": {
          post: { ...paths.post, ...proxyTo(invokeArn) },
          options: { ...paths.options, ...proxyTo(invokeArn) },
        },
      },
      "x-amazon-apigateway-gateway-responses": gatewayResponses(origins),
      "x-amazon-apigateway-binary-media-types": ["*/*"],
    }),
  );
