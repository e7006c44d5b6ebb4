import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export type Account = {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
};

/** The ARN of secrets by name pattern in the stack's own account and region. */
const secretArn = ({ partition, region, accountId }: Account, pattern: string): string =>
  `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${pattern}`;

/** The ARNs of several patterns. */
export const secretArns = (
  account: pulumi.Output<Account>,
  patterns: readonly string[],
): readonly pulumi.Output<string>[] => patterns.map((pattern) => account.apply((of) => secretArn(of, pattern)));

/** The account, region and partition that the stack is deployed to. */
export const deploymentAccount = (): pulumi.Output<Account> =>
  pulumi
    .all([aws.getCallerIdentityOutput(), aws.getRegionOutput(), aws.getPartitionOutput()])
    .apply(([{ accountId }, { region }, { partition }]) => ({ accountId, region, partition }));
