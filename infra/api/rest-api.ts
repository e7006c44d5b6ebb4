import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import { type Names, STACK_TAG } from "../names";
import { firewall } from "./firewall";
import { gatewayAccount } from "./gateway-account";
import { gatewayDescription, type Handlers } from "./gateway-description";
import { methodSettings } from "./method-settings";

/** One JSON object per request; the caller's address and key id, never the key, a header or a body. */
const accessLogFormat = JSON.stringify({
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

export type RestApiArgs = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly account: pulumi.Output<Account>;
  readonly handlers: Handlers;
};

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The public API with its stage: described by our own OpenAPI document, throttled, logged, keys required. */
export class RestApi extends pulumi.ComponentResource {
  readonly api: aws.apigateway.RestApi;
  readonly stage: aws.apigateway.Stage;
  readonly accessLogs: aws.cloudwatch.LogGroup;
  /** The stage's URL without a trailing slash. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, { names, config, account, handlers }: RestApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:RestApi", name, {}, opts);
    const parent = { parent: this };
    const logging = config.manageApiGatewayAccount ? [gatewayAccount(name, { names, account }, parent)] : [];

    this.api = new aws.apigateway.RestApi(
      name,
      {
        name: names("api"),
        tags: { [STACK_TAG]: config.stack },
        body: gatewayDescription(handlers, config.corsOrigins),
        endpointConfiguration: { types: "REGIONAL" },
      },
      parent,
    );

    const mayCall = (permission: string, handler: aws.lambda.Function, call: string) =>
      new aws.lambda.Permission(
        permission,
        {
          action: "lambda:InvokeFunction",
          function: handler.name,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${this.api.executionArn}/${config.stack}/${call}`,
        },
        parent,
      );
    mayCall(name, handlers.router, "*/initiate-conversation");
    mayCall(`${name}-conversations`, handlers.desk, "*/conversations/*");
    mayCall(`${name}-description`, handlers.desk, "GET/openapi.json");
    mayCall(`${name}-receipts`, handlers.receipts, "POST/receipts/*");
    mayCall(`${name}-inbound`, handlers.inbound, "POST/inbound/*");
    mayCall(`${name}-unsubscribe`, handlers.inbound, "*/unsubscribe/*");

    const deployment = new aws.apigateway.Deployment(
      name,
      { restApi: this.api.id, triggers: { body: this.api.body.apply((body) => digest(body ?? "")) } },
      parent,
    );

    this.accessLogs = new aws.cloudwatch.LogGroup(
      `${name}-access`,
      { name: `/aws/apigateway/${names("api")}`, retentionInDays: config.logRetentionDays },
      parent,
    );

    this.stage = new aws.apigateway.Stage(
      name,
      {
        restApi: this.api.id,
        deployment: deployment.id,
        stageName: config.stack,
        accessLogSettings: { destinationArn: this.accessLogs.arn, format: accessLogFormat },
        xrayTracingEnabled: config.tracing,
      },
      { ...parent, dependsOn: logging },
    );

    methodSettings(name, this.stage, config, parent);
    firewall(name, { names, config, stage: this.stage }, parent);

    this.url = this.stage.invokeUrl.apply((url) => url.replace(/\/$/, ""));
    this.registerOutputs({ url: this.url });
  }
}
