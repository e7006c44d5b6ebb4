import * as assert from "uvu/assert";
import { credentialsOf } from "../../../../tools/aws/guard";
import { makeCloudResources } from "../../../../tools/engine/resources/cloud-resources";
import { assertRefused, cloudSuite } from "./local-cloud";

const test = cloudSuite("api-gateway");

const functionArn = "arn:aws:lambda:eu-north-1:000000000000:function:echo";
const body = {
  openapi: "3.0.1",
  info: { title: "api", version: "1" },
  "x-amazon-apigateway-binary-media-types": ["*/*"],
  components: { securitySchemes: { key: { type: "apiKey", name: "x-api-key", in: "header" } } },
  paths: {
    "/echo": {
      post: {
        security: [{ key: [] }],
        responses: {},
        "x-amazon-apigateway-integration": {
          type: "aws_proxy",
          httpMethod: "POST",
          uri: `arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        },
      },
    },
  },
};

test("serves an API with a stage, throttle, plan and key as declared", async ({ local }) => {
  await local.make("aws:lambda/function:Function", {
    name: "echo",
    runtime: "nodejs24.x",
    handler: "index.handler",
    role: "r",
    loggingConfig: { logFormat: "JSON", applicationLogLevel: "INFO", systemLogLevel: "WARN" },
    code: {
      assets: { "index.js": { text: "exports.handler = async (e) => ({ statusCode: 201, body: atob(e.body) })" } },
    },
  });
  const api = await local.make("aws:apigateway/restApi:RestApi", { name: "api", body: JSON.stringify(body) });
  const deployment = await local.make("aws:apigateway/deployment:Deployment", { restApi: api.id });
  const stage = await local.make("aws:apigateway/stage:Stage", {
    restApi: api.id,
    deployment: deployment.id,
    stageName: "local",
    accessLogSettings: {
      destinationArn: "arn:aws:logs:eu-north-1:000000000000:log-group:/access",
      format: '{"id":"$context.requestId"}',
    },
  });
  await local.make("aws:apigateway/methodSettings:MethodSettings", {
    restApi: api.id,
    stageName: "local",
    methodPath: "*/*",
    settings: { metricsEnabled: true, throttlingRateLimit: 100, throttlingBurstLimit: 100 },
  });
  const key = await local.make("aws:apigateway/apiKey:ApiKey", { name: "key" });
  const plan = await local.make("aws:apigateway/usagePlan:UsagePlan", {
    name: "plan",
    apiStages: [{ apiId: api.id, stage: "local" }],
    throttleSettings: { rateLimit: 10, burstLimit: 10 },
    quotaSettings: { limit: 1, period: "DAY" },
  });
  const membership = { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id };
  await local.make("aws:apigateway/usagePlanKey:UsagePlanKey", membership);

  const send = async (apiKey: string): Promise<readonly [number, string]> => {
    const url = `${String(stage.state.invokeUrl)}/echo`;
    const response = await fetch(url, { method: "POST", body: "hello", headers: { "x-api-key": apiKey } });
    return [response.status, await response.text()];
  };
  const keyValue = String(key.state.value);

  assert.is(stage.state.invokeUrl, `${local.apiGateway.url}/local`);
  assert.is(stage.state.executionArn, `arn:aws:execute-api:eu-north-1:000000000000:${api.id}/local`);
  assert.match(keyValue, /^[0-9a-f]{40}$/);
  assert.equal(await send(keyValue), [201, "hello"]);
  assert.equal(await send("wrong"), [403, '{"message":"Forbidden"}']);
  assert.is((await send(keyValue))[0], 429);
});

test("refuses what it cannot serve, naming the input", async ({ local }) => {
  await assertRefused(
    local,
    ["aws:apigateway/restApi:RestApi", { name: "no-body" }, "body must be an OpenAPI 3 document"],
    [
      "aws:apigateway/restApi:RestApi",
      { name: "a", body: JSON.stringify(body), policy: "{}" },
      "policy is not supported by the local run",
    ],
    [
      "aws:apigateway/methodSettings:MethodSettings",
      { restApi: "a", stageName: "s", methodPath: "echo/POST", settings: { throttlingRateLimit: 1 } },
      "Invalid method setting path: echo/POST",
    ],
    ["aws:apigateway/usagePlanKey:UsagePlanKey", { keyId: "k", keyType: "OTHER" }, "keyType OTHER must be API_KEY"],
  );
});

test("gives an API key a value that stays over updates and is new with every start", async ({ local }) => {
  const made = async (start: string): Promise<unknown> => {
    const resources = makeCloudResources({ ...local.cloud, credentials: credentialsOf(start) });
    const urn = "urn:pulumi:test::demo::aws:apigateway/apiKey:ApiKey::stays";
    return (await resources.make({ name: "stays" }, { type: "aws:apigateway/apiKey:ApiKey", urn })).state.value;
  };
  const [one, same, other] = [await made("one-start"), await made("one-start"), await made("another-start")];
  assert.equal([one === same, one === other, String(one).length], [true, false, 40]);
});
