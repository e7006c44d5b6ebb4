import { suite } from "uvu";
import * as assert from "uvu/assert";
import { publishedDescription } from "../../../infra/api/published-description";
import { CANCEL_PATH, CONVERSATION_PATH } from "../../../runtime/desk/asked";
import { type Capture, captured, WEB_ACL } from "../helpers/captures";
import { allOf, arn, assertMadeAfter, inputsOf, oneOf, parsed } from "../helpers/declared";

const described = suite("gateway-description");

type Operation = Readonly<Record<string, unknown>>;
type Description = {
  readonly openapi: string;
  readonly security?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: unknown };
};

const descriptionOf = async (capture: Capture): Promise<Description & Operation> =>
  parsed(inputsOf(await captured(capture), "apigateway/restApi:RestApi", "api").body) as Description & Operation;

const refusals = (origin: string) => {
  const responseParameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin": `'${origin}'`,
    "gatewayresponse.header.Access-Control-Allow-Headers":
      "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
    "gatewayresponse.header.Access-Control-Allow-Methods": "'OPTIONS,GET,POST'",
  };
  return { DEFAULT_4XX: { responseParameters }, DEFAULT_5XX: { responseParameters } };
};

described(
  "asks for a key where a conversation begins, is asked about or is cancelled, and nowhere else, and hands each call to its function",
  async () => {
    const run = await captured("dev");
    const { paths, security } = await descriptionOf("dev");
    const integrationOf = (handler: string) => ({
      type: "aws_proxy",
      httpMethod: "POST",
      uri: oneOf(run, "lambda/function:Function", handler).state.invokeArn,
    });

    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method} ${path}`,
        operation.security,
        operation["x-amazon-apigateway-integration"],
      ]),
    );

    assert.is(security, undefined);
    assert.equal(operations, [
      ["post /initiate-conversation", [{ apiKey: [] }], integrationOf("router")],
      ["options /initiate-conversation", [], integrationOf("router")],
      [`get ${CONVERSATION_PATH}`, [{ apiKey: [] }], integrationOf("desk")],
      [`options ${CONVERSATION_PATH}`, [], integrationOf("desk")],
      [`post ${CANCEL_PATH}`, [{ apiKey: [] }], integrationOf("desk")],
      [`options ${CANCEL_PATH}`, [], integrationOf("desk")],
      ["get /openapi.json", [], integrationOf("desk")],
      ["post /receipts/twilio/{ref}", undefined, integrationOf("receipts")],
      ["post /receipts/sendgrid/{ref}", undefined, integrationOf("receipts")],
      ["post /inbound/twilio/{ref}", undefined, integrationOf("inbound")],
      ["post /inbound/sendgrid/{ref}", undefined, integrationOf("inbound")],
      ["get /unsubscribe/{ref}", undefined, integrationOf("inbound")],
      ["post /unsubscribe/{ref}", undefined, integrationOf("inbound")],
    ]);
  },
);

described("takes the key from the header x-api-key, and bodies of any media type as they are", async () => {
  const description = await descriptionOf("dev");

  assert.equal(description.components.securitySchemes, { apiKey: { type: "apiKey", name: "x-api-key", in: "header" } });
  assert.equal(description["x-amazon-apigateway-binary-media-types"], ["*/*"]);
});

described("gives the gateway's own refusals the CORS headers", async () => {
  const responses = async (capture: Capture) => (await descriptionOf(capture))["x-amazon-apigateway-gateway-responses"];

  assert.equal(await responses("dev"), refusals("*"));
  assert.equal(await responses("prod"), refusals("https://app.example.com"));
  assert.equal(await responses("changed"), refusals("*"));
});

described("is OpenAPI 3.0 without a schema, which API Gateway takes, and has each published operation", async () => {
  const { openapi, components, paths } = await descriptionOf("dev");
  const responsesOf = (operations: Description["paths"]) =>
    Object.entries(operations).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => [method, path, Object.keys(Object(responses))]),
    );

  assert.is(openapi, "3.0.1");
  assert.equal(Object.keys(components), ["securitySchemes"]);
  assert.equal(
    responsesOf(paths).filter(([, path]) => String(path) in publishedDescription.paths),
    responsesOf(publishedDescription.paths as Description["paths"]),
  );
  assert.not.match(JSON.stringify(paths), "#/components/");
});

const test = suite("rest-api");

test("is regional, and its stage is named after the stack", async () => {
  for (const stack of ["dev", "prod"] as const) {
    const run = await captured(stack);
    const { body: _, ...api } = inputsOf(run, "apigateway/restApi:RestApi", "api");

    assert.equal(api, {
      name: `ai-multi-comms-api-${stack}`,
      tags: { "ai-multi-comms:stack": stack },
      endpointConfiguration: { types: "REGIONAL" },
    });
    assert.is(inputsOf(run, "apigateway/stage:Stage", "api").stageName, stack);
  }
});

test("lets this stage of this API alone invoke its functions, each for its paths", async () => {
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

  assert.equal(declared, [
    permission("router", "*/initiate-conversation"),
    permission("desk", "*/conversations/*"),
    permission("desk", "GET/openapi.json"),
    permission("receipts", "POST/receipts/*"),
    permission("inbound", "POST/inbound/*"),
    permission("inbound", "*/unsubscribe/*"),
  ]);
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
  assertMadeAfter(
    await captured("dev"),
    ["apigateway/stage:Stage", "api"],
    ["apigateway/account:Account", "api-account"],
  );
});

test("is measured and throttled method by method: clients as configured, receipts by the region alone, what people write and click apart from both", async () => {
  const throttles = async (capture: "dev" | "changed") =>
    Object.fromEntries(
      allOf(await captured(capture), "apigateway/methodSettings:MethodSettings").map(({ inputs }) => {
        const { metricsEnabled, throttlingRateLimit, throttlingBurstLimit } = Object(inputs.settings);
        assert.equal([metricsEnabled, inputs.stageName], [true, "dev"]);
        return [inputs.methodPath, [throttlingRateLimit, throttlingBurstLimit]];
      }),
    );
  const others = (inbound: readonly number[]) => ({
    "~1initiate-conversation/OPTIONS": [1_000, 1_000],
    "~1conversations~1{company_id}~1{project_id}~1{request_id}/OPTIONS": [1_000, 1_000],
    "~1conversations~1{company_id}~1{project_id}~1{request_id}~1cancel/OPTIONS": [1_000, 1_000],
    "~1openapi.json/GET": [5, 10],
    "~1receipts~1twilio~1{ref}/POST": [10_000, 5_000],
    "~1receipts~1sendgrid~1{ref}/POST": [10_000, 5_000],
    "~1inbound~1twilio~1{ref}/POST": inbound,
    "~1inbound~1sendgrid~1{ref}/POST": inbound,
    "~1unsubscribe~1{ref}/GET": inbound,
    "~1unsubscribe~1{ref}/POST": inbound,
  });

  assert.equal(await throttles("dev"), { "*/*": [10, 90], ...others([500, 1_000]) });
  assert.equal(await throttles("changed"), { "*/*": [7.5, 109], ...others([250, 400]) });
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

test("has a web ACL of its own where an address has a limit: what is posted to us does not count, and no key is shown", async () => {
  const run = await captured("deployedProd");
  const { rules, visibilityConfig, defaultAction } = inputsOf(run, "wafv2/webAcl:WebAcl", "api");
  const [rule, ...more] = rules as readonly Record<string, unknown>[];
  const { limit, evaluationWindowSec, aggregateKeyType, scopeDownStatement } = Object(
    rule?.statement,
  ).rateBasedStatement;
  const { statements } = scopeDownStatement.notStatement.statement.orStatement;

  assert.equal([defaultAction, more], [{ allow: {} }, []]);
  assert.equal([limit, evaluationWindowSec, aggregateKeyType], [3_000, 300, "IP"]);
  assert.equal(
    statements.map((one: object) => {
      const { positionalConstraint, searchString } = Object(one).byteMatchStatement;
      return [positionalConstraint, searchString];
    }),
    ["/receipts/", "/inbound/", "/unsubscribe/"].map((path) => ["CONTAINS", path]),
  );
  assert.is(Object(rule?.action).block.customResponse.responseCode, 429);
  for (const shown of [visibilityConfig, rule?.visibilityConfig])
    assert.is(Object(shown).sampledRequestsEnabled, false);
  assert.equal(inputsOf(run, "wafv2/webAclAssociation:WebAclAssociation", "api"), {
    resourceArn: oneOf(run, "apigateway/stage:Stage", "api").state.arn,
    webAclArn: oneOf(run, "wafv2/webAcl:WebAcl", "api").state.arn,
  });
});
