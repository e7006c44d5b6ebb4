/** Types that a program may declare and that mean nothing on one machine: recorded, without a warning. */
const recorded: readonly RegExp[] = [
  /^pulumi:providers:/,
  /^awsx:/,
  /^aws:s3\//,
  /^aws:kms\//,
  /^aws:cloudtrail\/trail:Trail$/,
  /^aws:wafv2\//,
  /^aws:iam\/openIdConnectProvider:OpenIdConnectProvider$/,
  /^aws:lambda\/(permission:Permission|functionEventInvokeConfig:FunctionEventInvokeConfig)$/,
  /^aws:cloudwatch\/(logGroup:LogGroup|logResourcePolicy:LogResourcePolicy)$/,
  /^aws:apigateway\/(account:Account|deployment:Deployment|documentationVersion:DocumentationVersion)$/,
  /^aws:dynamodb\/resourcePolicy:ResourcePolicy$/,
  /^aws:secretsmanager\/secretPolicy:SecretPolicy$/,
  /^aws:(ec2|appautoscaling|budgets|resourcegroups)\//,
];

export const isRecordedType = (type: string): boolean => recorded.some((pattern) => pattern.test(type));
