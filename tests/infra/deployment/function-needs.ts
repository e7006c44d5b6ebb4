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
      { resource: arnOf(resource), read: "ListTags", update: "TagResource UntagResource" },
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

/** A collection, and one of it. */
const inCollection = (collection: string, id: string): readonly Need[] => [
  { resource: at(collection), create: "POST" },
  {
    resource: at(`${collection}/${id}`),
    read: "GET",
    update: "PATCH",
    delete: "DELETE",
  },
];

const tags = (path: string): Need => ({
  resource: at(`/tags/${encodeURIComponent(at(path))}`),
  update: "PUT DELETE",
});

export const apiNeeds: Needs = {
  "aws:apigateway/restApi:RestApi": ({ id }) => [
    ...inCollection("/restapis", id),
    { resource: at(`/restapis/${id}`), update: "PUT" },
    tags(`/restapis/${id}`),
  ],
  "aws:apigateway/deployment:Deployment": ({ id, inputs }) =>
    inCollection(`/restapis/${String(inputs.restApi)}/deployments`, id),
  "aws:apigateway/stage:Stage": ({ inputs }) => [
    ...inCollection(`/restapis/${String(inputs.restApi)}/stages`, String(inputs.stageName)),
    tags(`/restapis/${String(inputs.restApi)}/stages/${String(inputs.stageName)}`),
  ],
  "aws:apigateway/methodSettings:MethodSettings": ({ inputs }) => [
    {
      resource: at(`/restapis/${String(inputs.restApi)}/stages/${String(inputs.stageName)}`),
      read: "GET",
      create: "PATCH",
    },
  ],
  "aws:apigateway/apiKey:ApiKey": ({ id }) => [...inCollection("/apikeys", id), tags(`/apikeys/${id}`)],
  "aws:apigateway/usagePlan:UsagePlan": ({ id }) => [...inCollection("/usageplans", id), tags(`/usageplans/${id}`)],
  "aws:apigateway/usagePlanKey:UsagePlanKey": ({ inputs }) =>
    inCollection(`/usageplans/${String(inputs.usagePlanId)}/keys`, String(inputs.keyId)),
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
