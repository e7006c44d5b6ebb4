import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./policy-document";

export type Account = {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
};

/** Reading the secrets of the stack's own account and region whose names match. */
export const readSecrets = (account: pulumi.Output<Account>, ...patterns: readonly string[]): Statement => ({
  sid: "ReadSecrets",
  actions: ["secretsmanager:GetSecretValue"],
  resources: patterns.map((pattern) =>
    account.apply(
      ({ partition, region, accountId }) => `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${pattern}`,
    ),
  ),
});

/** The account, region and partition that the stack is deployed to. */
export const deploymentAccount = (): pulumi.Output<Account> =>
  pulumi
    .all([aws.getCallerIdentityOutput(), aws.getRegionOutput(), aws.getPartitionOutput()])
    .apply(([{ accountId }, { region }, { partition }]) => ({ accountId, region, partition }));
