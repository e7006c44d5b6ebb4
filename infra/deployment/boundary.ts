import * as pulumi from "@pulumi/pulumi";
import {
  attachmentsArn,
  DEPLOYMENT_PATH,
  deploymentArns,
  functionLogArns,
  type Place,
  queueArns,
  regional,
  tableArns,
} from "./arns";
import type { PolicyStatement } from "./grant";

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** The most that any function of the stack can be allowed: its data, messages, secrets and logs, and nothing that manages anything. */
export const boundaryStatements = (place: Place): readonly PolicyStatement[] => [
  allow(
    "Records",
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    tableArns(place).flatMap((table) => [table, `${table}/index/*`]),
  ),
  allow(
    "Streams",
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    tableArns(place).map((table) => `${table}/stream/*`),
  ),
  allow(
    "Messages",
    [
      "sqs:SendMessage",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
    ],
    queueArns(place),
  ),
  allow("Attachments", ["s3:PutObject"], [`${attachmentsArn(place)}/*`]),
  allow(
    "Secrets",
    ["secretsmanager:GetSecretValue"],
    [regional(place, "secretsmanager", `secret:ai-multi-comms/*-${place.stack}-??????`)],
  ),
  allow(
    "Logs",
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    functionLogArns(place).map((group) => `${group}:*`),
  ),
  allow("Traces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]),
];

/** Sets a boundary on every role declared from now on that has none, but for those that deploy. */
export const boundRoles = (boundaryArn: pulumi.Input<string>): void => {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "aws:iam/role:Role" && props.permissionsBoundary === undefined && props.path !== DEPLOYMENT_PATH
      ? { props: { ...props, permissionsBoundary: boundaryArn }, opts }
      : undefined,
  );
};

/** No deployment may change by whom and how deployments are allowed, whatever else a policy says. */
export const guardStatement = (place: Place): PolicyStatement => ({
  Sid: "LeaveDeploymentAlone",
  Effect: "Deny",
  Action: [
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:AttachRolePolicy",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateRole",
    "iam:DeleteOpenIDConnectProvider",
    "iam:DeletePolicy",
    "iam:DeletePolicyVersion",
    "iam:DeleteRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PassRole",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:RemoveClientIDFromOpenIDConnectProvider",
    "iam:SetDefaultPolicyVersion",
    "iam:TagOpenIDConnectProvider",
    "iam:TagPolicy",
    "iam:TagRole",
    "iam:UntagOpenIDConnectProvider",
    "iam:UntagPolicy",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
  ],
  Resource: deploymentArns(place),
});
