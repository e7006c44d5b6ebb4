import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import { metricNamespace, namesFor } from "../names";
import { NODE } from "../node";
import { assumedBy, policyDocument, type Statement } from "../policy-document";
import { shipBundled } from "../ship/bundle";
import { referToRuntime } from "../ship/refer-to-runtime";

export type InlineFunctionArgs = {
  readonly config: Pick<StackConfig, "stack" | "logLevel" | "logRetentionDays" | "tracing">;
  /** Calls one exported function of runtime/ with plain data. */
  readonly handler: () => (event: unknown, context: aws.lambda.Context) => Promise<unknown>;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Invocations at the same time that are its own, and its most. */
  readonly reservedConcurrency?: number | undefined;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statements: readonly Statement[];
};

/** The settings of that name, and nothing else of the config: what a closure captures is shipped. */
export const only = <T, K extends keyof T>(config: T, ...keys: readonly K[]): { readonly [P in K]: T[P] } =>
  Object.fromEntries(keys.map((key) => [key, config[key]])) as { [P in K]: T[P] };

/** A function whose handler is an inline closure, with its own role, exact permissions and log group. */
export class InlineFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.CallbackFunction<unknown, unknown>;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly role: aws.iam.Role;

  constructor(name: string, args: InlineFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:InlineFunction", name, {}, opts);
    const parent = { parent: this };
    const { config } = args;
    const functionName = namesFor(config.stack)(name);

    this.logGroup = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/lambda/${functionName}`, retentionInDays: config.logRetentionDays },
      parent,
    );

    this.role = new aws.iam.Role(
      name,
      { name: functionName, assumeRolePolicy: assumedBy("lambda.amazonaws.com") },
      parent,
    );

    const permissions = new aws.iam.RolePolicy(
      name,
      {
        name: "permissions",
        role: this.role.name,
        policy: policyDocument([
          ...args.statements,
          writeLogs(this.logGroup),
          ...(config.tracing ? [writeTraces] : []),
        ]),
      },
      parent,
    );

    referToRuntime(process.cwd());
    this.function = new aws.lambda.CallbackFunction<unknown, unknown>(
      name,
      {
        name: functionName,
        description: args.description,
        callbackFactory: args.handler,
        runtime: runtimeOf(NODE),
        architectures: ["arm64"],
        role: this.role,
        memorySize: args.memoryMb,
        timeout: args.timeoutSeconds,
        ...(args.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: args.reservedConcurrency }),
        environment: { variables: { ...args.environment, METRIC_NAMESPACE: metricNamespace(config.stack) } },
        loggingConfig: {
          logFormat: "JSON",
          applicationLogLevel: config.logLevel,
          // Without a REPORT line for each invocation: CloudWatch has durations as a metric, and what logs take in is paid for.
          systemLogLevel: "WARN",
          logGroup: this.logGroup.name,
        },
        ...(config.tracing ? { tracingConfig: { mode: "Active" } } : {}),
      },
      { ...parent, transformations: [shipBundled], dependsOn: [permissions, this.logGroup] },
    );

    this.registerOutputs({ functionName: this.function.name });
  }
}

const runtimeOf = (node: number): aws.lambda.Runtime => {
  const runtime = Object.values(aws.lambda.Runtime).find((one) => one === `nodejs${node}.x`);
  if (runtime === undefined) throw new pulumi.RunError(`Lambda has no Node ${node}`);
  return runtime;
};

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
