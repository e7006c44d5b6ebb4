import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./secret-arn";

/** The account, region and partition that the stack is deployed to. */
export const deploymentAccount = (): pulumi.Output<Account> =>
  pulumi
    .all([aws.getCallerIdentityOutput(), aws.getRegionOutput(), aws.getPartitionOutput()])
    .apply(([{ accountId }, { region }, { partition }]) => ({ accountId, region, partition }));
