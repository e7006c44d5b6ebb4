import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Capture, captured, WEB_ACL } from "../helpers/captures";
import { allOf, arn, inputsOf, oneOf, parsed } from "../helpers/declared";

const test = suite("rest-api");

test("is regional, and its stage is named after the stack", async () => {
  for (const stack of ["dev", "prod"] as const) {
    const run = await captured(stack);
    const { body: _, ...api } = inputsOf(run, "apigateway/restApi:RestApi", "api");

    assert.equal(api, { name: `ai-multi-comms-api-${stack}`, endpointConfiguration: { types: "REGIONAL" } });
    assert.is(inputsOf(run, "apigateway/stage:Stage", "api").stageName, stack);
  }
});

test("lets this stage of this API alone invoke the router and the receipts function, for their paths", async () => {
  const run = await captured("dev");
  const apiId = oneOf(run, "apigateway/restApi:RestApi", "api").id;
  const permission = (handler: string, call: string) => ({
    action: "lambda:InvokeFunction",
    function: `ai-multi-comms-${handler}-dev`,
    principal: "apigateway.amazonaws.com",
    sourceArn: arn("execute-api", `${apiId}/dev/${call}`),
  });

  const declared = allOf(run, "lambda/permission:Permission")
    .map(({ inputs }) => inputs)
    .filter(({ principal }) => principal === "apigateway.amazonaws.com");

  assert.equal(declared, [permission("router", "*/initiate-conversation"), permission("receipts", "POST/receipts/*")]);
});

test("logs each request as one JSON object without the key, headers or body", async () => {
  const run = await captured("dev");

  const { accessLogSettings, ...stage } = inputsOf(run, "apigateway/stage:Stage", "api");
  const { destinationArn, format } = accessLogSettings as Readonly<Record<string, unknown>>;

  assert.equal(stage, {
    restApi: oneOf(run, "apigateway/restApi:RestApi", "api").id,
    deployment: oneOf(run, "apigateway/deployment:Deployment", "api").id,
    stageName: "dev",
    xrayTracingEnabled: false,
  });
  assert.is(destinationArn, arn("logs", "log-group:/aws/apigateway/ai-multi-comms-api-dev"));
  assert.equal(parsed(format), {
    requestId: "$context.requestId",
    requestTime: "$context.requestTime",
    httpMethod: "$context.httpMethod",
    resourcePath: "$context.resourcePath",
    status: "$context.status",
    responseLength: "$context.responseLength",
    responseLatency: "$context.responseLatency",
    integrationLatency: "$context.integrationLatency",
    sourceIp: "$context.identity.sourceIp",
    apiKeyId: "$context.identity.apiKeyId",
    errorType: "$context.error.responseType",
    errorMessage: "$context.error.message",
  });
});

test("may write its log before the stage is made", async () => {
  const run = await captured("dev");

  const { dependencies } = oneOf(run, "apigateway/stage:Stage", "api");

  assert.ok(dependencies.includes(oneOf(run, "apigateway/account:Account", "api-account").urn));
});

test("is measured and throttled as configured", async () => {
  const settingsOf = async (capture: "dev" | "changed") => {
    const { methodPath, stageName, settings } = inputsOf(
      await captured(capture),
      "apigateway/methodSettings:MethodSettings",
      "api",
    );
    return { methodPath, stageName, settings };
  };
  const throttled = (throttlingRateLimit: number, throttlingBurstLimit: number) => ({
    methodPath: "*/*",
    stageName: "dev",
    settings: { metricsEnabled: true, throttlingRateLimit, throttlingBurstLimit },
  });

  assert.equal(await settingsOf("dev"), throttled(10, 20));
  assert.equal(await settingsOf("changed"), throttled(7.5, 9));
});

test("is deployed anew when its description changes, and only then", async () => {
  const trigger = async (capture: Capture) =>
    (inputsOf(await captured(capture), "apigateway/deployment:Deployment", "api").triggers as { body: string }).body;

  assert.match(await trigger("dev"), /^[0-9a-f]{64}$/);
  assert.is(await trigger("dev"), await trigger("changed"));
  assert.is.not(await trigger("dev"), await trigger("prod"));
});

test("is traced and stands behind the web ACL when the config says so", async () => {
  const dev = await captured("dev");
  const changed = await captured("changed");

  assert.equal(allOf(dev, "wafv2/webAclAssociation:WebAclAssociation"), []);
  assert.equal(inputsOf(changed, "wafv2/webAclAssociation:WebAclAssociation", "api"), {
    resourceArn: oneOf(changed, "apigateway/stage:Stage", "api").state.arn,
    webAclArn: WEB_ACL,
  });
  assert.is(inputsOf(changed, "apigateway/stage:Stage", "api").xrayTracingEnabled, true);
});

test.run();
