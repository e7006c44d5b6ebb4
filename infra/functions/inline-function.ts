import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument, type Statement } from "../policy-document";
import { shipBundled } from "../ship/bundle";

export type InlineFunctionArgs = {
  /** Calls one exported function of runtime/ with plain data. */
  readonly handler: () => (event: unknown, context: aws.lambda.Context) => Promise<unknown>;
  readonly functionName: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statements: readonly Statement[];
  readonly logLevel: string;
  readonly logRetentionDays: number;
  readonly tracing: boolean;
  readonly metricNamespace: string;
};

/** A function whose handler is an inline closure, with its own role, exact permissions and log group. */
export class InlineFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.CallbackFunction<unknown, unknown>;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly role: aws.iam.Role;

  constructor(name: string, args: InlineFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:InlineFunction", name, {}, opts);
    const parent = { parent: this };

    this.logGroup = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/lambda/${args.functionName}`, retentionInDays: args.logRetentionDays },
      parent,
    );

    this.role = new aws.iam.Role(
      name,
      { name: args.functionName, assumeRolePolicy: assumedBy("lambda.amazonaws.com") },
      parent,
    );

    const permissions = new aws.iam.RolePolicy(
      name,
      {
        name: "permissions",
        role: this.role.name,
        policy: policyDocument([...args.statements, writeLogs(this.logGroup), ...(args.tracing ? [writeTraces] : [])]),
      },
      parent,
    );

    this.function = new aws.lambda.CallbackFunction<unknown, unknown>(
      name,
      {
        name: args.functionName,
        description: args.description,
        callbackFactory: args.handler,
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ["arm64"],
        role: this.role,
        memorySize: args.memoryMb,
        timeout: args.timeoutSeconds,
        environment: { variables: { ...args.environment, METRIC_NAMESPACE: args.metricNamespace } },
        loggingConfig: {
          logFormat: "JSON",
          applicationLogLevel: args.logLevel,
          systemLogLevel: "WARN",
          logGroup: this.logGroup.name,
        },
        ...(args.tracing ? { tracingConfig: { mode: "Active" } } : {}),
      },
      { ...parent, transformations: [shipBundled], dependsOn: [permissions, this.logGroup] },
    );

    this.registerOutputs({ functionName: this.function.name });
  }
}

const writeLogs = (logGroup: aws.cloudwatch.LogGroup): Statement => ({
  sid: "WriteLogs",
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [pulumi.interpolate`${logGroup.arn}:*`],
});

/** X-Ray knows no resource to name here (Service Authorization Reference, "AWS X-Ray"). */
const writeTraces: Statement = {
  sid: "WriteTraces",
  actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  resources: ["*"],
};
