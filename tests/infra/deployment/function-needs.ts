import type { RunResult } from "../../../tools/engine/program/deployment";
import { arn } from "../helpers/declared";
import { arnOf, type Need, type Needs, onItself } from "./need";

const functionOf = (name: unknown): string => arn("lambda", `function:${String(name)}`);
const ruleOf = (name: unknown): string => arn("events", `rule/${String(name)}`);
const logGroupOf = (name: unknown): string => arn("logs", `log-group:${String(name)}`);

export const functionNeeds: Needs = {
  "aws:lambda/function:Function": (resource) => [
    ...onItself({
      read: "GetFunction GetFunctionConfiguration GetFunctionCodeSigningConfig ListVersionsByFunction ListTags",
      create: "CreateFunction TagResource",
      update:
        "UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency TagResource UntagResource",
      delete: "DeleteFunction",
    })(resource),
    {
      resource: String(resource.inputs.role),
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
      create: "PassRole",
      update: "PassRole",
    },
  ],
  "aws:lambda/permission:Permission": ({ inputs }) => [
    {
      resource: functionOf(inputs.function),
      read: "GetPolicy",
      create: "AddPermission",
      delete: "RemovePermission",
    },
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": (resource) => {
    const context = { "lambda:FunctionArn": functionOf(resource.inputs.functionName) };
    return [
      { resource: "*", context, create: "lambda:CreateEventSourceMapping" },
      {
        resource: arnOf(resource),
        context,
        read: "GetEventSourceMapping",
        update: "UpdateEventSourceMapping",
        delete: "DeleteEventSourceMapping",
      },
      { resource: arnOf(resource), read: "ListTags" },
    ];
  },
  "aws:cloudwatch/eventRule:EventRule": onItself({
    read: "DescribeRule ListTagsForResource",
    create: "PutRule TagResource",
    update: "EnableRule DisableRule UntagResource",
    delete: "DeleteRule",
  }),
  "aws:cloudwatch/eventTarget:EventTarget": ({ inputs }) => [
    {
      resource: ruleOf(inputs.rule),
      read: "ListTargetsByRule",
      create: "PutTargets",
      delete: "RemoveTargets",
    },
  ],
  "aws:cloudwatch/logGroup:LogGroup": (resource) => [
    ...onItself({
      read: "ListTagsForResource",
      create: "CreateLogGroup PutRetentionPolicy TagResource",
      update: "DeleteRetentionPolicy UntagResource",
      delete: "DeleteLogGroup",
    })(resource),
    { resource: "*", read: "logs:DescribeLogGroups" },
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ inputs }) => [
    {
      resource: logGroupOf(inputs.logGroupName),
      read: "DescribeMetricFilters",
      create: "PutMetricFilter",
      delete: "DeleteMetricFilter",
    },
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": (resource) => [
    ...onItself({
      read: "ListTagsForResource",
      create: "PutMetricAlarm TagResource",
      update: "UntagResource",
      delete: "DeleteAlarms",
    })(resource),
    { resource: arn("cloudwatch", "alarm:*"), read: "DescribeAlarms" },
  ],
  "aws:cloudwatch/dashboard:Dashboard": onItself({
    read: "GetDashboard",
    create: "PutDashboard",
    delete: "DeleteDashboards",
  }),
};

const at = (path: string): string => `arn:aws:apigateway:eu-north-1::${path}`;

type Context = Readonly<Record<string, string>>;

const tagContext = (of: "Resource" | "Request", tags: unknown): Context =>
  Object.fromEntries(Object.entries(Object(tags)).map(([key, value]) => [`aws:${of}Tag/${key}`, String(value)]));

/** Of a collection, and one of it. */
const inCollection = (collection: string, id: string, made: Context, there: Context): readonly Need[] => [
  { resource: at(collection), context: made, create: "POST" },
  { resource: at(`${collection}/${id}`), context: there, read: "GET", update: "PATCH", delete: "DELETE" },
];

/** What has tags of its own; API Gateway asks for the right to write them before it knows the id (mattclay/aws-terminator#284). */
const tagged =
  (collection: string): Needs[string] =>
  ({ id, inputs: { tags } }) => {
    const made = tagContext("Request", tags);
    return [
      ...inCollection(collection, id, made, tagContext("Resource", tags)),
      { resource: at(`/tags/${encodeURIComponent(at(`${collection}/`))}*`), context: made, create: "PUT" },
    ];
  };

/** What is inside an API or a plan has the tags of that. */
const tagsOf = ({ resources }: RunResult, parent: unknown): Context =>
  tagContext("Resource", resources.find(({ id }) => id === parent)?.inputs.tags);

const inside = (run: RunResult, collection: string, parent: unknown, part: string, id: unknown): readonly Need[] => {
  const tags = tagsOf(run, parent);
  return inCollection(`${collection}/${String(parent)}/${part}`, String(id), tags, tags);
};

export const apiNeeds: Needs = {
  "aws:apigateway/restApi:RestApi": (resource, run) => [
    ...tagged("/restapis")(resource, run),
    { resource: at(`/restapis/${resource.id}`), context: tagsOf(run, resource.id), update: "PUT" },
  ],
  "aws:apigateway/deployment:Deployment": ({ id, inputs }, run) =>
    inside(run, "/restapis", inputs.restApi, "deployments", id),
  "aws:apigateway/stage:Stage": ({ inputs }, run) =>
    inside(run, "/restapis", inputs.restApi, "stages", inputs.stageName),
  "aws:apigateway/methodSettings:MethodSettings": ({ inputs }, run) =>
    inside(run, "/restapis", inputs.restApi, "stages", inputs.stageName).slice(1),
  "aws:apigateway/apiKey:ApiKey": tagged("/apikeys"),
  "aws:apigateway/usagePlan:UsagePlan": tagged("/usageplans"),
  "aws:apigateway/usagePlanKey:UsagePlanKey": ({ inputs }, run) =>
    inside(run, "/usageplans", inputs.usagePlanId, "keys", inputs.keyId),
  "aws:apigateway/account:Account": ({ inputs }) => [
    { resource: at("/account"), read: "GET", create: "PATCH" },
    {
      resource: String(inputs.cloudwatchRoleArn),
      context: { "iam:PassedToService": "apigateway.amazonaws.com" },
      create: "PassRole",
    },
  ],
  "aws:wafv2/webAcl:WebAcl": onItself({
    read: "GetWebACL ListTagsForResource",
    create: "CreateWebACL TagResource",
    update: "UpdateWebACL UntagResource",
    delete: "DeleteWebACL",
  }),
  "aws:wafv2/webAclAssociation:WebAclAssociation": ({ inputs }) => [
    {
      resource: String(inputs.webAclArn),
      read: "GetWebACLForResource GetWebACL",
      create: "AssociateWebACL",
    },
    {
      resource: String(inputs.resourceArn),
      read: "wafv2:GetWebACLForResource",
      create: "wafv2:AssociateWebACL apigateway:SetWebACL",
      delete: "wafv2:DisassociateWebACL apigateway:SetWebACL",
    },
  ],
};
