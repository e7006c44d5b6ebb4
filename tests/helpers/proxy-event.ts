import type { APIGatewayProxyEvent } from "aws-lambda";
import { API_KEY_ID } from "./company-record";
import { validBody } from "./valid-body";

type Overrides = Partial<Omit<APIGatewayProxyEvent, "requestContext">> & { readonly apiKeyId?: string | null };

const identity = (apiKeyId: string | null): APIGatewayProxyEvent["requestContext"]["identity"] => ({
  accessKey: null,
  accountId: null,
  apiKey: "the-callers-secret-api-key",
  apiKeyId,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: "192.0.2.1",
  user: null,
  userAgent: "tests",
  userArn: null,
});

const requestContext = (apiKeyId: string | null): APIGatewayProxyEvent["requestContext"] => ({
  accountId: "000000000000",
  apiId: "a1b2c3d4e5",
  authorizer: null,
  domainName: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
  extendedRequestId: "extended-request",
  httpMethod: "POST",
  identity: identity(apiKeyId),
  path: "/dev/initiate-conversation",
  protocol: "HTTP/1.1",
  requestId: "gateway-request",
  requestTimeEpoch: 1_795_261_532_789,
  resourceId: "res123",
  resourcePath: "/initiate-conversation",
  stage: "dev",
});

/** What API Gateway hands to the router for the example request; a `body` override is the text as sent. */
export const proxyEvent = ({ apiKeyId = API_KEY_ID, ...overrides }: Overrides = {}): APIGatewayProxyEvent => ({
  resource: "/initiate-conversation",
  path: "/initiate-conversation",
  httpMethod: "POST",
  headers: { "content-type": "application/json", "x-api-key": "the-callers-secret-api-key" },
  multiValueHeaders: { "content-type": ["application/json"], "x-api-key": ["the-callers-secret-api-key"] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  body: JSON.stringify(validBody()),
  isBase64Encoded: false,
  requestContext: requestContext(apiKeyId),
  ...overrides,
});
