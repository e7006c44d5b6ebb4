import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "./config/stack-config";

type TableProtection = Pick<
  aws.dynamodb.TableArgs,
  "serverSideEncryption" | "pointInTimeRecovery" | "deletionProtectionEnabled"
>;

/**
 * What keeps a table's data. `protect` stands in every stack until the config releases it: a table with a fixed name is
 * deleted before it is replaced, so an edit of a key or a local index would destroy the data.
 */
export const dataProtection = (
  config: StackConfig,
): { readonly table: TableProtection; readonly options: pulumi.CustomResourceOptions } => ({
  table: {
    serverSideEncryption: { enabled: true },
    pointInTimeRecovery: { enabled: config.pointInTimeRecovery },
    deletionProtectionEnabled: config.protectData,
  },
  options: { protect: config.protectData },
});
