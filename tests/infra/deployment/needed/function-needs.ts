import { arnOf, inRegion, type Needs, onItself } from "./need";

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
