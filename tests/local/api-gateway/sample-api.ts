import type { OpenApiDocument } from "../../../local/api-gateway/open-api-document";

export const lambdaIntegration = (name: string) => ({
  type: "aws_proxy",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-north-1:000000000000:function:${name}/invocations`,
});

export const mockCors = (contentHandling?: "CONVERT_TO_TEXT") => ({
  type: "mock",
  requestTemplates: { "application/json": '{"statusCode": 200}' },
  responses: {
    default: {
      statusCode: "200",
      responseParameters: {
        "method.response.header.Access-Control-Allow-Origin": "'https://app.example.com'",
        "method.response.header.Access-Control-Allow-Methods": "'OPTIONS,POST'",
      },
    },
  },
  ...(contentHandling === undefined ? {} : { contentHandling }),
});

const corsHeaders = { "Access-Control-Allow-Origin": {}, "Access-Control-Allow-Methods": {} };

export const optionsOperation = (contentHandling?: "CONVERT_TO_TEXT") => ({
  responses: { "200": { description: "preflight", headers: corsHeaders } },
  "x-amazon-apigateway-integration": mockCors(contentHandling),
});

/** Two Lambda routes, one with a key and a mock OPTIONS, and gateway errors with a CORS header. */
export const sampleDocument = (changes: Record<string, unknown> = {}): OpenApiDocument => ({
  openapi: "3.0.1",
  info: { title: "sample", version: "1" },
  components: { securitySchemes: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } } },
  paths: {
    "/initiate-conversation": {
      post: { security: [{ api_key: [] }], "x-amazon-apigateway-integration": lambdaIntegration("router") },
      options: optionsOperation("CONVERT_TO_TEXT"),
    },
    "/receipts/twilio/{ref}": { post: { "x-amazon-apigateway-integration": lambdaIntegration("receipts") } },
    "/files/{path+}": {
      "x-amazon-apigateway-any-method": { "x-amazon-apigateway-integration": lambdaIntegration("files") },
    },
  },
  "x-amazon-apigateway-gateway-responses": {
    DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" } },
    QUOTA_EXCEEDED: {
      statusCode: 429,
      responseParameters: { "gatewayresponse.header.Retry-After": "'3600'" },
      responseTemplates: {
        "application/json": '{"code":"QUOTA","message":$context.error.messageString,"id":"$context.requestId"}',
      },
    },
  },
  ...changes,
});
