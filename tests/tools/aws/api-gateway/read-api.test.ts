import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findRoute } from "../../../../tools/aws/api-gateway/api";
import { readApi } from "../../../../tools/aws/api-gateway/read-api";
import { lambdaIntegration, sampleDocument } from "./running-gateway";

const testReadApi = suite("reading an API");

const read = (changes: Record<string, unknown>) => () =>
  readApi({ id: "a", name: "sample", body: sampleDocument(changes) });
const readGet = (operation: Record<string, unknown>) => read({ paths: { "/x": { get: operation } } });
const withIntegration = (integration: unknown) => readGet({ "x-amazon-apigateway-integration": integration });
const withResponses = (responses: unknown) => read({ "x-amazon-apigateway-gateway-responses": responses });
const lambda = lambdaIntegration("f");

testReadApi("reads routes with their key requirement and function", () => {
  const api = read({})();
  const routes = api.routes.map(({ method, resource, keyRequired, integration: { functionName } }) => [
    method,
    resource,
    keyRequired,
    functionName,
  ]);
  assert.equal(routes, [
    ["POST", "/initiate-conversation", true, "router"],
    ["OPTIONS", "/initiate-conversation", false, "router"],
    ["POST", "/receipts/twilio/{ref}", false, "receipts"],
    ["GET", "/files/{name}", false, "files"],
  ]);
});

const refusals: readonly (readonly [string, () => unknown, RegExp])[] = [
  ["another integration type", withIntegration({ type: "http_proxy" }), /GET \/x.*type "http_proxy" is not supported/],
  ["a mock", withIntegration({ type: "mock" }), /GET \/x.*type "mock" is not supported/],
  ["a missing integration", readGet({}), /GET \/x.*integration.type is missing/],
  [
    "an unknown integration field",
    withIntegration({ ...lambda, connectionType: "VPC_LINK" }),
    /connectionType is not supported/,
  ],
  [
    "a timeout above 29 s",
    withIntegration({ ...lambda, timeoutInMillis: 29_001 }),
    /timeoutInMillis must be .* 50 to 29000/,
  ],
  ["a Lambda method other than POST", withIntegration({ ...lambda, httpMethod: "GET" }), /httpMethod must be POST/],
  ["a URI without a function", withIntegration({ ...lambda, uri: "x" }), /uri must end in functions/],
  ["a function alias", withIntegration(lambdaIntegration("f:live")), /version or alias "live" is not supported/],
  [
    "an unknown operation extension",
    readGet({ "x-amazon-apigateway-request-validator": "all" }),
    /request-validator is not supported/,
  ],
  [
    "an unknown document extension",
    read({ "x-amazon-apigateway-policy": {} }),
    /x-amazon-apigateway-policy is not supported/,
  ],
  [
    "other binary types than all",
    read({ "x-amazon-apigateway-binary-media-types": ["image/*"] }),
    /binary-media-types must be \*\/\* alone/,
  ],
  ["security at the top", read({ security: [] }), /security at the top of the document is ignored/],
  [
    "another security scheme",
    readGet({ security: [{ sigv4: [] }] }),
    /"sigv4" is not an apiKey in the header x-api-key/,
  ],
  ["OpenAPI 3.1", read({ openapi: "3.1.0" }), /openapi must be 3.0.x/],
  ["an unknown gateway response", withResponses({ OOPS: {} }), /OOPS: there is no such gateway response type/],
  [
    "a gateway response header that is not a literal",
    withResponses({ DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.X": "method.request.header.X" } } }),
    /gatewayresponse.header.X: only a literal in single quotes is supported/,
  ],
  [
    "a gateway response template",
    withResponses({ DEFAULT_4XX: { responseTemplates: {} } }),
    /responseTemplates is not/,
  ],
  ["a path method that does not exist", read({ paths: { "/x": { trace: {} } } }), /\/x: trace is not supported/],
  ["any method", read({ paths: { "/x": { "x-amazon-apigateway-any-method": {} } } }), /any-method is not supported/],
  ["a greedy parameter", read({ paths: { "/{a+}": { get: {} } } }), /"{a\+}" is neither text nor a parameter/],
];

for (const [title, attempt, message] of refusals)
  testReadApi(`refuses ${title}`, () => assert.throws(attempt, message));

const testFindRoute = suite("routing");

const operation = { "x-amazon-apigateway-integration": lambdaIntegration("f") };
const paths = {
  "/": { get: operation },
  "/a/{id}": { get: operation, post: operation },
  "/a/fixed": { get: operation },
  "/a/{id}/b": { get: operation },
};
const api = readApi({ id: "a", name: "n", body: sampleDocument({ paths }) });

const table: readonly (readonly [string, string, unknown])[] = [
  ["GET", "/", ["GET", "/", {}]],
  ["GET", "/a/1", ["GET", "/a/{id}", { id: "1" }]],
  ["GET", "/a/1/", ["GET", "/a/{id}", { id: "1" }]],
  ["GET", "/a/fixed", ["GET", "/a/fixed", {}]],
  ["POST", "/a/fixed", undefined],
  ["GET", "/a/1/b", ["GET", "/a/{id}/b", { id: "1" }]],
  ["GET", "/a/1/c", undefined],
  ["GET", "/a/%E2%82%AC", ["GET", "/a/{id}", { id: "€" }]],
  ["GET", "/a/%E2", ["GET", "/a/{id}", { id: "%E2" }]],
];

for (const [method, path, expected] of table)
  testFindRoute(`${method} ${path}`, () => {
    const found = findRoute(api, method, path);
    assert.equal(found && [found.route.method, found.route.resource, found.pathParameters], expected);
  });
