import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { JsonObject } from "../../../runtime/codec/json";
import { API_KEY_ID } from "./company-record";
import { deepOverride } from "./deep-override";

export const REQUEST_ID = "550e8400-e29b-41d4-a716-446655440001";

const example = {
  company_data: { company_id: "ci-aaa-001", project_id: "pi-aaa-001" },
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    recipient_email: "ada@example.com",
    comms_consent: true,
  },
  request_data: {
    request_id: REQUEST_ID,
    channel_method: "whatsapp",
    initial_request_timestamp: "2026-11-20T11:45:32.789Z",
  },
  project_data: {
    jobID: "9999",
    jobRole: "Healthcare Assistant",
    clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
  },
};

/** The request of the interface's description; overrides go into its sections, `undefined` leaves a field out. */
export const validBody = (overrides: JsonObject = {}): JsonObject => deepOverride(example, overrides);

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

/** A sound request's part of a proxy event, with an id of its own. */
export const routerEvent = (): { readonly body: string } => ({
  body: JSON.stringify(validBody({ request_data: { request_id: randomUUID() } })),
});
