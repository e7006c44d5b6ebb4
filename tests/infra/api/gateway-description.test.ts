import { suite } from "uvu";
import * as assert from "uvu/assert";
import { publishedDescription } from "../../../infra/api/published-description";
import { statusOf } from "../../../runtime/request/error-code";
import { type Capture, captured } from "../helpers/captures";
import { inputsOf, oneOf, parsed } from "../helpers/declared";

const test = suite("gateway-description");

type Operation = Readonly<Record<string, unknown>>;
type Description = {
  readonly openapi: string;
  readonly security?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: unknown };
};

const descriptionOf = async (capture: Capture): Promise<Description & Operation> =>
  parsed(inputsOf(await captured(capture), "apigateway/restApi:RestApi", "api").body) as Description & Operation;

const headers = (origin: string) => ({
  responseParameters: {
    "gatewayresponse.header.Access-Control-Allow-Origin": `'${origin}'`,
    "gatewayresponse.header.Access-Control-Allow-Headers":
      "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
    "gatewayresponse.header.Access-Control-Allow-Methods": "'OPTIONS,POST'",
  },
});

test("asks for a key where a conversation begins, and nowhere else, and hands each call to its function", async () => {
  const run = await captured("dev");
  const { paths, security } = await descriptionOf("dev");
  const integrationOf = (handler: string) => ({
    type: "aws_proxy",
    httpMethod: "POST",
    uri: oneOf(run, "lambda/function:Function", handler).state.invokeArn,
  });

  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      call: `${method} ${path}`,
      security: operation.security,
      integration: operation["x-amazon-apigateway-integration"],
    })),
  );

  assert.is(security, undefined);
  assert.equal(operations, [
    { call: "post /initiate-conversation", security: [{ apiKey: [] }], integration: integrationOf("router") },
    { call: "options /initiate-conversation", security: undefined, integration: integrationOf("router") },
    { call: "post /receipts/twilio/{ref}", security: undefined, integration: integrationOf("receipts") },
    { call: "post /receipts/sendgrid/{ref}", security: undefined, integration: integrationOf("receipts") },
  ]);
});

test("takes the key from the header x-api-key", async () => {
  const { components } = await descriptionOf("dev");

  assert.equal(components.securitySchemes, { apiKey: { type: "apiKey", name: "x-api-key", in: "header" } });
});

test("takes bodies of any media type as they are", async () => {
  const description = await descriptionOf("dev");

  assert.equal(description["x-amazon-apigateway-binary-media-types"], ["*/*"]);
});

test("gives the gateway's own refusals the CORS headers", async () => {
  const responses = async (capture: Capture) => (await descriptionOf(capture))["x-amazon-apigateway-gateway-responses"];

  assert.equal(await responses("dev"), { DEFAULT_4XX: headers("*"), DEFAULT_5XX: headers("*") });
  assert.equal(await responses("prod"), {
    DEFAULT_4XX: headers("https://app.example.com"),
    DEFAULT_5XX: headers("https://app.example.com"),
  });
  assert.equal(await responses("changed"), { DEFAULT_4XX: headers("*"), DEFAULT_5XX: headers("*") });
});

test("is the published description and what API Gateway adds, and every reference leads somewhere", async () => {
  const description = await descriptionOf("dev");

  const referred = [...JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );

  assert.equal(description.components, JSON.parse(JSON.stringify(publishedDescription.components)));
  assert.equal([...new Set(referred)].sort(), Object.keys(description.components.schemas).sort());
});

test("documents an answer for every status that the router gives", () => {
  const { responses } = publishedDescription.paths["/initiate-conversation"].post;

  const documented = new Set(Object.keys(responses));

  assert.equal(
    [...new Set(Object.values(statusOf))].filter((status) => !documented.has(String(status))),
    [],
  );
});

test.run();
