import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "../policy-document";
import type { Names } from "../stack-names";

/**
 * The role by which API Gateway writes logs in this region: one setting for the whole account, so it is left in place
 * when the stack is destroyed. The role gets its name from Pulumi, with a random end: the
 * stack could not be made again under a name that is still taken.
 */
export const gatewayAccount = (
  name: string,
  names: Names,
  opts: pulumi.CustomResourceOptions,
): aws.apigateway.Account => {
  const kept = { ...opts, retainOnDelete: true };
  const role = new aws.iam.Role(names("api-logs"), { assumeRolePolicy: assumedBy("apigateway.amazonaws.com") }, kept);
  const permissions = new aws.iam.RolePolicyAttachment(
    `${name}-logs`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs" },
    kept,
  );
  return new aws.apigateway.Account(
    `${name}-account`,
    { cloudwatchRoleArn: role.arn },
    { ...kept, dependsOn: [permissions] },
  );
};
