import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { StackConfig } from "../config/stack-config";
import { attachmentsBucketName } from "../names";
import { privateBucket } from "./private-bucket";

/** What came with people's mail, and is nowhere else; without versions, so that what is erased is gone. */
export const bucketForAttachments = (config: StackConfig, account: pulumi.Output<Account>): aws.s3.Bucket =>
  privateBucket(
    "attachments",
    {
      config,
      bucket: account.apply(({ accountId }) => attachmentsBucketName({ accountId, stack: config.stack })),
      days: config.attachmentDays,
      versioned: false,
    },
    {},
  ).bucket;
