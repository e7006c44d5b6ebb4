import { auditBucketName } from "../audit/audit-bucket";
import { anyNameOf, type Place, regional } from "./arns";
import type { Grant } from "./grant";

/** What shows a bucket, and nothing that it holds. */
export const lookAtBucket = [
  "s3:ListBucket",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetAccelerateConfiguration",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
];

/**
 * The audit trail and its bucket, to look at: it watches what deploys too, so an administrator makes it and changes it. By
 * the bucket's policy or its lifecycle a deployment could get at what it holds.
 */
export const auditGrants = (place: Place): readonly Grant[] => [
  { sid: "AuditBucket", read: lookAtBucket, on: [`arn:${place.partition}:s3:::${auditBucketName(place)}`] },
  {
    sid: "AuditTrail",
    read: [
      "cloudtrail:GetTrail",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:ListTags",
    ],
    on: [regional(place, "cloudtrail", `trail/${anyNameOf(place)}`)],
  },
  {
    sid: "FindTrails",
    read: ["cloudtrail:DescribeTrails"],
    on: ["*"],
    reason: "CloudTrail looks trails up in a list and names no resource for it",
  },
];
