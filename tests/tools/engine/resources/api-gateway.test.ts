import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type LocalCloud, refusalOf, startLocalCloud } from "./local-cloud";

const test = suite<{ local: LocalCloud }>("rest-api");

test.before(async (context) => {
  context.local = await startLocalCloud();
});
test.after(({ local }) => local.stop());

const functionArn = "arn:aws:lambda:eu-north-1:000000000000:function:echo";
const body = {
  openapi: "3.0.1",
  info: { title: "api", version: "1" },
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

test("serves an API with a stage, throttle, plan, key and gateway response as declared", async ({ local }) => {
  await local.make("aws:lambda/function:Function", {
    ...{ name: "echo", runtime: "nodejs24.x", handler: "index.handler", role: "r" },
    code: { assets: { "index.js": { text: "exports.handler = async (e) => ({ statusCode: 201, body: e.body })" } } },
  });
  const api = await local.make("aws:apigateway/restApi:RestApi", { name: "api", body: JSON.stringify(body) });
  const deployment = await local.make("aws:apigateway/deployment:Deployment", { restApi: api.id });
  const stage = await local.make("aws:apigateway/stage:Stage", {
    ...{ restApi: api.id, deployment: deployment.id, stageName: "local" },
    accessLogSettings: {
      destinationArn: "arn:aws:logs:eu-north-1:000000000000:log-group:/access",
      format: '{"id":"$context.requestId"}',
    },
  });
  await local.make("aws:apigateway/methodSettings:MethodSettings", {
    ...{ restApi: api.id, stageName: "local", methodPath: "*/*" },
    settings: { metricsEnabled: true, throttlingRateLimit: 100, throttlingBurstLimit: 100 },
  });
  await local.make("aws:apigateway/response:Response", {
    ...{ restApiId: api.id, responseType: "INVALID_API_KEY", statusCode: "403" },
    responseTemplates: { "application/json": '{"sorry":true}' },
  });
  const key = await local.make("aws:apigateway/apiKey:ApiKey", { name: "key" });
  const plan = await local.make("aws:apigateway/usagePlan:UsagePlan", {
    ...{ name: "plan", apiStages: [{ apiId: api.id, stage: "local" }] },
    ...{ throttleSettings: { rateLimit: 10, burstLimit: 10 }, quotaSettings: { limit: 1, period: "DAY" } },
  });
  await local.make("aws:apigateway/usagePlanKey:UsagePlanKey", {
    ...{ keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
  });

  const send = async (apiKey: string): Promise<readonly [number, string]> => {
    const url = `${String(stage.state.invokeUrl)}/echo`;
    const response = await fetch(url, { method: "POST", body: "hello", headers: { "x-api-key": apiKey } });
    return [response.status, await response.text()];
  };
  const answers = [await send(String(key.state.value)), await send("wrong"), await send(String(key.state.value))];

  assert.is(stage.state.invokeUrl, `${local.apiGateway.url}/local`);
  assert.is(stage.state.executionArn, `arn:aws:execute-api:eu-north-1:000000000000:${api.id}/local`);
  assert.match(String(key.state.value), /^[0-9a-f]{40}$/);
  assert.equal(answers.slice(0, 2), [
    [201, "hello"],
    [403, '{"sorry":true}'],
  ]);
  assert.is(answers[2]?.[0], 429);
});

test("refuses what it cannot serve, naming the input", async ({ local }) => {
  const refusals = await Promise.all([
    refusalOf(local.make("aws:apigateway/restApi:RestApi", { name: "no-body" })),
    refusalOf(local.make("aws:apigateway/restApi:RestApi", { name: "a", body: JSON.stringify(body), policy: "{}" })),
    refusalOf(local.make("aws:apigateway/response:Response", { restApiId: "none", responseType: "THROTTLED" })),
    refusalOf(
      local.make("aws:apigateway/methodSettings:MethodSettings", {
        ...{ restApi: "a", stageName: "s", methodPath: "echo/POST", settings: { throttlingRateLimit: 1 } },
      }),
    ),
    refusalOf(local.make("aws:apigateway/usagePlanKey:UsagePlanKey", { keyId: "k", keyType: "OTHER" })),
  ]);

  assert.equal(refusals, [
    "body must be an OpenAPI 3 document",
    "policy is not supported by the local run",
    "restApiId: there is no API none",
    "methodPath echo/POST: the local run throttles whole stages (*/*) only",
    "keyType OTHER must be API_KEY",
  ]);
});

test.run();
