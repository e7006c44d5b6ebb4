import { apiGatewayRules } from "./api-gateway";
import { cloudWatchRules } from "./cloudwatch";
import { tableRules } from "./dynamodb-table";
import { tableItemRules } from "./dynamodb-table-item";
import { iamRules } from "./iam";
import { functionRules } from "./lambda-function";
import { forget, type ResourceRule, type ResourceRules } from "./resource-handler";
import { bucketRules } from "./s3-bucket";
import { secretRules } from "./secret";
import { topicRules } from "./sns-topic";
import { queueRules } from "./sqs-queue";
import { triggerRules } from "./triggers";

/** The types that are made, or at least checked, on this machine. */
const rules: ResourceRules = {
  ...tableRules,
  ...tableItemRules,
  ...queueRules,
  ...bucketRules,
  ...topicRules,
  ...functionRules,
  ...triggerRules,
  ...cloudWatchRules,
  ...apiGatewayRules,
  ...secretRules,
  ...iamRules,
};

/** Types that a program may declare and that mean nothing on one machine: recorded, without a warning. */
const recorded: readonly RegExp[] = [
  /^pulumi:(providers:|index:Stash$)/,
  /^awsx:/,
  /^aws:s3\/(?!bucket:)/,
  /^aws:kms\//,
  /^aws:cloudtrail\/trail:Trail$/,
  /^aws:wafv2\//,
  /^aws:lambda\/(permission:Permission|functionEventInvokeConfig:FunctionEventInvokeConfig)$/,
  /^aws:cloudwatch\/(logGroup:LogGroup|logResourcePolicy:LogResourcePolicy)$/,
  /^aws:apigateway\/(account:Account|deployment:Deployment|documentationVersion:DocumentationVersion)$/,
  /^aws:dynamodb\/resourcePolicy:ResourcePolicy$/,
  /^aws:secretsmanager\/secretPolicy:SecretPolicy$/,
  /^aws:(ec2|appautoscaling|budgets|resourcegroups)\//,
];

const recordedRule: ResourceRule = { make: () => undefined, remove: forget, replaceOn: [] };

export const isKnownType = (type: string): boolean =>
  rules[type] !== undefined || recorded.some((pattern) => pattern.test(type));

/** A type without a rule of its own is recorded only. */
export const ruleOf = (type: string): ResourceRule => rules[type] ?? recordedRule;
