import { makeApiKey, makeUsagePlan, makeUsagePlanKey } from "./api-key";
import { makeMethodSettings, makeStage } from "./api-stage";
import { makeTable } from "./dynamodb-table";
import { makeTableItem } from "./dynamodb-table-item";
import { makeEventRule, makeEventTarget, makeSchedule } from "./event-rule";
import { makeEventSourceMapping } from "./event-source-mapping";
import { makePolicy, makeRole, makeRolePolicy, makeRolePolicyAttachment } from "./iam";
import { makeFunction } from "./lambda-function";
import { makeDashboard, makeLogMetricFilter, makeMetricAlarm } from "./metric-alarm";
import type { ResourceHandler } from "./resource-handler";
import { makeGatewayResponse, makeRestApi } from "./rest-api";
import { makeSecret, makeSecretVersion } from "./secret";
import { makeTopic, makeTopicPolicy, makeTopicSubscription } from "./sns-topic";
import { makeQueue } from "./sqs-queue";
import { makeQueuePolicy, makeRedriveAllowPolicy, makeRedrivePolicy } from "./sqs-queue-policies";

/** The types that are made, or at least checked, on this machine. */
export const resourceHandlers: Readonly<Record<string, ResourceHandler>> = {
  "aws:dynamodb/table:Table": makeTable,
  "aws:dynamodb/tableItem:TableItem": makeTableItem,
  "aws:sqs/queue:Queue": makeQueue,
  "aws:sqs/queuePolicy:QueuePolicy": makeQueuePolicy,
  "aws:sqs/redrivePolicy:RedrivePolicy": makeRedrivePolicy,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": makeRedriveAllowPolicy,
  "aws:sns/topic:Topic": makeTopic,
  "aws:sns/topicSubscription:TopicSubscription": makeTopicSubscription,
  "aws:sns/topicPolicy:TopicPolicy": makeTopicPolicy,
  "aws:lambda/function:Function": makeFunction,
  "aws:lambda/eventSourceMapping:EventSourceMapping": makeEventSourceMapping,
  "aws:cloudwatch/eventRule:EventRule": makeEventRule,
  "aws:cloudwatch/eventTarget:EventTarget": makeEventTarget,
  "aws:scheduler/schedule:Schedule": makeSchedule,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": makeLogMetricFilter,
  "aws:cloudwatch/metricAlarm:MetricAlarm": makeMetricAlarm,
  "aws:cloudwatch/dashboard:Dashboard": makeDashboard,
  "aws:apigateway/restApi:RestApi": makeRestApi,
  "aws:apigateway/response:Response": makeGatewayResponse,
  "aws:apigateway/stage:Stage": makeStage,
  "aws:apigateway/methodSettings:MethodSettings": makeMethodSettings,
  "aws:apigateway/apiKey:ApiKey": makeApiKey,
  "aws:apigateway/usagePlan:UsagePlan": makeUsagePlan,
  "aws:apigateway/usagePlanKey:UsagePlanKey": makeUsagePlanKey,
  "aws:secretsmanager/secret:Secret": makeSecret,
  "aws:secretsmanager/secretVersion:SecretVersion": makeSecretVersion,
  "aws:iam/role:Role": makeRole,
  "aws:iam/rolePolicy:RolePolicy": makeRolePolicy,
  "aws:iam/policy:Policy": makePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": makeRolePolicyAttachment,
};
