import {
  makeApiKey,
  makeGatewayResponse,
  makeMethodSettings,
  makeRestApi,
  makeStage,
  makeUsagePlan,
  makeUsagePlanKey,
  removeApiKey,
  removeGatewayResponse,
  removeMethodSettings,
  removeRestApi,
  removeStage,
  removeUsagePlan,
  removeUsagePlanKey,
} from "./api-gateway";
import {
  makeDashboard,
  makeLogMetricFilter,
  makeMetricAlarm,
  removeLogMetricFilter,
  removeMetricAlarm,
} from "./cloudwatch";
import { changeTable, makeTable, removeTable } from "./dynamodb-table";
import { changeTableItem, makeTableItem, removeTableItem } from "./dynamodb-table-item";
import { makePolicy, makeRole, makeRolePolicy, makeRolePolicyAttachment } from "./iam";
import { makeFunction, removeFunction } from "./lambda-function";
import { type ResourceRule, recordedRule, rule } from "./resource-handler";
import { makeSecret, makeSecretVersion, removeSecret } from "./secret";
import { makeTopic, makeTopicPolicy, makeTopicSubscription, removeTopic, removeTopicSubscription } from "./sns-topic";
import {
  changeQueue,
  clearQueueAttributes,
  makeQueue,
  makeQueuePolicy,
  makeRedriveAllowPolicy,
  makeRedrivePolicy,
  removeQueue,
} from "./sqs-queue";
import {
  makeEventRule,
  makeEventSourceMapping,
  makeEventTarget,
  makeSchedule,
  removeEventRule,
  removeEventSourceMapping,
  removeEventTarget,
  removeSchedule,
} from "./triggers";

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

/** A version that is current stays so, as on AWS, and a secret goes with all its versions. */
const leaveVersion = () => undefined;
/** Recorded only: nothing is there to be removed. */
const forget = () => undefined;

/**
 * The types that are made, or at least checked, on this machine. What a type is replaced for is what its schema in the
 * AWS provider marks so (https://www.pulumi.com/registry/packages/aws/api-docs/).
 */
export const resourceRules: Readonly<Record<string, ResourceRule>> = {
  "aws:dynamodb/table:Table": rule(makeTable, removeTable, {
    replaceOn: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
    change: changeTable,
  }),
  "aws:dynamodb/tableItem:TableItem": rule(makeTableItem, removeTableItem, {
    replaceOn: ["tableName", "hashKey", "rangeKey"],
    change: changeTableItem,
  }),
  "aws:sqs/queue:Queue": rule(makeQueue, removeQueue, { replaceOn: ["name", "fifoQueue"], change: changeQueue }),
  "aws:sqs/queuePolicy:QueuePolicy": rule(makeQueuePolicy, clearQueueAttributes, { replaceOn: ["queueUrl"] }),
  "aws:sqs/redrivePolicy:RedrivePolicy": rule(makeRedrivePolicy, clearQueueAttributes, { replaceOn: ["queueUrl"] }),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": rule(makeRedriveAllowPolicy, clearQueueAttributes, {
    replaceOn: ["queueUrl"],
  }),
  "aws:sns/topic:Topic": rule(makeTopic, removeTopic, { replaceOn: ["name", "fifoTopic"], change: () => undefined }),
  "aws:sns/topicSubscription:TopicSubscription": rule(makeTopicSubscription, removeTopicSubscription, {
    replaceOn: ["topic", "protocol", "endpoint"],
    change: (_, { id }) => ({ id, state: { arn: id } }),
    outputsUnknownBefore: true,
  }),
  "aws:sns/topicPolicy:TopicPolicy": rule(makeTopicPolicy, forget, { replaceOn: ["arn"] }),
  "aws:lambda/function:Function": rule(makeFunction, removeFunction, { replaceOn: ["name"] }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": rule(makeEventSourceMapping, removeEventSourceMapping, {
    replaceOn: ["eventSourceArn"],
  }),
  "aws:cloudwatch/eventRule:EventRule": rule(makeEventRule, removeEventRule, { replaceOn: ["name", "eventBusName"] }),
  "aws:cloudwatch/eventTarget:EventTarget": rule(makeEventTarget, removeEventTarget, {
    replaceOn: ["rule", "targetId", "eventBusName"],
  }),
  "aws:scheduler/schedule:Schedule": rule(makeSchedule, removeSchedule, { replaceOn: ["name", "groupName"] }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": rule(makeLogMetricFilter, removeLogMetricFilter, {
    replaceOn: ["name", "logGroupName"],
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": rule(makeMetricAlarm, removeMetricAlarm, { replaceOn: ["name"] }),
  "aws:cloudwatch/dashboard:Dashboard": rule(makeDashboard, forget, { replaceOn: ["dashboardName"] }),
  "aws:apigateway/restApi:RestApi": rule(makeRestApi, removeRestApi, { replaceOn: [] }),
  "aws:apigateway/response:Response": rule(makeGatewayResponse, removeGatewayResponse, {
    replaceOn: ["restApiId", "responseType"],
  }),
  "aws:apigateway/stage:Stage": rule(makeStage, removeStage, { replaceOn: ["restApi", "stageName"] }),
  "aws:apigateway/methodSettings:MethodSettings": rule(makeMethodSettings, removeMethodSettings, {
    replaceOn: ["restApi", "stageName", "methodPath"],
  }),
  "aws:apigateway/apiKey:ApiKey": rule(makeApiKey, removeApiKey, { replaceOn: ["value"] }),
  "aws:apigateway/usagePlan:UsagePlan": rule(makeUsagePlan, removeUsagePlan, { replaceOn: [] }),
  // A key may have one plan per stage: it leaves the old one before it joins another.
  "aws:apigateway/usagePlanKey:UsagePlanKey": rule(makeUsagePlanKey, removeUsagePlanKey, {
    replaceOn: "all",
    takesPlace: false,
  }),
  "aws:secretsmanager/secret:Secret": rule(makeSecret, removeSecret, { replaceOn: ["name"], change: () => undefined }),
  "aws:secretsmanager/secretVersion:SecretVersion": rule(makeSecretVersion, leaveVersion, {
    replaceOn: ["secretId", "secretString", "secretBinary"],
    outputsUnknownBefore: true,
  }),
  "aws:iam/role:Role": rule(makeRole, forget, { replaceOn: ["name", "path"] }),
  "aws:iam/rolePolicy:RolePolicy": rule(makeRolePolicy, forget, { replaceOn: ["name", "role"] }),
  "aws:iam/policy:Policy": rule(makePolicy, forget, { replaceOn: ["name", "path", "description"] }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rule(makeRolePolicyAttachment, forget, { replaceOn: "all" }),
};

/** For these recorded types, what Pulumi replaces the resource for; any other one is changed in its record. */
const replaced: Readonly<Record<string, ResourceRule["replaceOn"]>> = {
  "aws:lambda/permission:Permission": "all",
  "aws:apigateway/deployment:Deployment": "all",
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:wafv2/webAclAssociation:WebAclAssociation": "all",
};

/** Whether the local run knows what a resource of the type means here, if only that it means nothing. */
export const isKnownType = (type: string): boolean => Object.hasOwn(resourceRules, type) || isRecordedType(type);

/** The rule of a type; one that nobody knows is replaced whatever changes. */
export const ruleOf = (type: string): ResourceRule =>
  resourceRules[type] ?? { ...recordedRule, replaceOn: isKnownType(type) ? (replaced[type] ?? []) : "all" };
