import { arnOf, inRegion, type Need, type Needs, onItself } from "./need";

const functionOf = (name: unknown): string => inRegion("lambda", `function:${String(name)}`);
const ruleOf = (name: unknown): string => inRegion("events", `rule/${String(name)}`);
const logGroupOf = (name: unknown): string => inRegion("logs", `log-group:${String(name)}`);

export const functionNeeds: Needs = {
  "aws:lambda/function:Function": (resource) => [
    ...onItself({
      read: [
        "lambda:GetFunction",
        "lambda:GetFunctionConfiguration",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:ListVersionsByFunction",
        "lambda:ListTags",
      ],
      create: ["lambda:CreateFunction", "lambda:TagResource"],
      update: [
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "lambda:PutFunctionConcurrency",
        "lambda:DeleteFunctionConcurrency",
        "lambda:TagResource",
        "lambda:UntagResource",
      ],
      delete: ["lambda:DeleteFunction"],
    })(resource),
    {
      resource: String(resource.inputs.role),
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
      create: ["iam:PassRole"],
      update: ["iam:PassRole"],
    },
  ],
  "aws:lambda/permission:Permission": ({ inputs }) => [
    {
      resource: functionOf(inputs.function),
      read: ["lambda:GetPolicy"],
      create: ["lambda:AddPermission"],
      delete: ["lambda:RemovePermission"],
    },
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": (resource) => {
    const context = { "lambda:FunctionArn": functionOf(resource.inputs.functionName) };
    return [
      { resource: "*", context, create: ["lambda:CreateEventSourceMapping"] },
      {
        resource: arnOf(resource),
        context,
        read: ["lambda:GetEventSourceMapping"],
        update: ["lambda:UpdateEventSourceMapping"],
        delete: ["lambda:DeleteEventSourceMapping"],
      },
      { resource: arnOf(resource), read: ["lambda:ListTags"], update: ["lambda:TagResource", "lambda:UntagResource"] },
    ];
  },
  "aws:cloudwatch/eventRule:EventRule": onItself({
    read: ["events:DescribeRule", "events:ListTagsForResource"],
    create: ["events:PutRule", "events:TagResource"],
    update: ["events:EnableRule", "events:DisableRule", "events:UntagResource"],
    delete: ["events:DeleteRule"],
  }),
  "aws:cloudwatch/eventTarget:EventTarget": ({ inputs }) => [
    {
      resource: ruleOf(inputs.rule),
      read: ["events:ListTargetsByRule"],
      create: ["events:PutTargets"],
      delete: ["events:RemoveTargets"],
    },
  ],
  "aws:cloudwatch/logGroup:LogGroup": (resource) => [
    ...onItself({
      read: ["logs:ListTagsForResource"],
      create: ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource"],
      update: ["logs:DeleteRetentionPolicy", "logs:UntagResource"],
      delete: ["logs:DeleteLogGroup"],
    })(resource),
    { resource: "*", read: ["logs:DescribeLogGroups"] },
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ inputs }) => [
    {
      resource: logGroupOf(inputs.logGroupName),
      read: ["logs:DescribeMetricFilters"],
      create: ["logs:PutMetricFilter"],
      delete: ["logs:DeleteMetricFilter"],
    },
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": (resource) => [
    ...onItself({
      read: ["cloudwatch:ListTagsForResource"],
      create: ["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"],
      update: ["cloudwatch:UntagResource"],
      delete: ["cloudwatch:DeleteAlarms"],
    })(resource),
    { resource: inRegion("cloudwatch", "alarm:*"), read: ["cloudwatch:DescribeAlarms"] },
  ],
  "aws:cloudwatch/dashboard:Dashboard": onItself({
    read: ["cloudwatch:GetDashboard"],
    create: ["cloudwatch:PutDashboard"],
    delete: ["cloudwatch:DeleteDashboards"],
  }),
};

const at = (path: string): string => `arn:aws:apigateway:eu-north-1::${path}`;

/** A collection, and one of it. */
const inCollection = (collection: string, id: string): readonly Need[] => [
  { resource: at(collection), create: ["apigateway:POST"] },
  {
    resource: at(`${collection}/${id}`),
    read: ["apigateway:GET"],
    update: ["apigateway:PATCH"],
    delete: ["apigateway:DELETE"],
  },
];

const tags = (path: string): Need => ({
  resource: at(`/tags/${encodeURIComponent(at(path))}`),
  update: ["apigateway:PUT", "apigateway:DELETE"],
});

export const apiNeeds: Needs = {
  "aws:apigateway/restApi:RestApi": ({ id }) => [
    ...inCollection("/restapis", id),
    { resource: at(`/restapis/${id}`), update: ["apigateway:PUT"] },
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
      read: ["apigateway:GET"],
      create: ["apigateway:PATCH"],
    },
  ],
  "aws:apigateway/apiKey:ApiKey": ({ id }) => [...inCollection("/apikeys", id), tags(`/apikeys/${id}`)],
  "aws:apigateway/usagePlan:UsagePlan": ({ id }) => [...inCollection("/usageplans", id), tags(`/usageplans/${id}`)],
  "aws:apigateway/usagePlanKey:UsagePlanKey": ({ inputs }) =>
    inCollection(`/usageplans/${String(inputs.usagePlanId)}/keys`, String(inputs.keyId)),
  "aws:apigateway/account:Account": ({ inputs }) => [
    { resource: at("/account"), read: ["apigateway:GET"], create: ["apigateway:PATCH"] },
    {
      resource: String(inputs.cloudwatchRoleArn),
      context: { "iam:PassedToService": "apigateway.amazonaws.com" },
      create: ["iam:PassRole"],
    },
  ],
  "aws:wafv2/webAclAssociation:WebAclAssociation": ({ inputs }) => [
    {
      resource: String(inputs.webAclArn),
      read: ["wafv2:GetWebACLForResource", "wafv2:GetWebACL"],
      create: ["wafv2:AssociateWebACL"],
    },
    {
      resource: String(inputs.resourceArn),
      read: ["wafv2:GetWebACLForResource"],
      create: ["wafv2:AssociateWebACL", "apigateway:SetWebACL"],
      delete: ["wafv2:DisassociateWebACL", "apigateway:SetWebACL"],
    },
  ],
};
