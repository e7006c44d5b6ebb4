import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Names } from "../names";
import { assumedBy } from "../policy-document";

const API_LOGS_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";

/** How the role's name begins. */
export const apiLogsPrefix = (names: Names): string => `${names("api-logs")}-`;

/** For the account's own API alone, wherever API Gateway says for whom it comes; no document of AWS promises that it does. */
const trustOf = ({ accountId }: Account): string =>
  assumedBy("apigateway.amazonaws.com", {
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": accountId } },
  });

/**
 * The role by which API Gateway writes logs in this region: one setting for the whole account, so it is left in place
 * when the stack is destroyed. The role's name ends at random: the stack could not be made again under a name that is
 * still taken.
 */
export const gatewayAccount = (
  name: string,
  { names, account }: { readonly names: Names; readonly account: pulumi.Output<Account> },
  opts: pulumi.CustomResourceOptions,
): aws.apigateway.Account => {
  const kept = { ...opts, retainOnDelete: true };
  const role = new aws.iam.Role(
    names("api-logs"),
    {
      namePrefix: apiLogsPrefix(names),
      assumeRolePolicy: account.apply(trustOf),
      permissionsBoundary: API_LOGS_POLICY,
    },
    kept,
  );
  const permissions = new aws.iam.RolePolicyAttachment(
    `${name}-logs`,
    { role: role.name, policyArn: API_LOGS_POLICY },
    kept,
  );
  return new aws.apigateway.Account(
    `${name}-account`,
    { cloudwatchRoleArn: role.arn },
    { ...kept, dependsOn: [permissions] },
  );
};
