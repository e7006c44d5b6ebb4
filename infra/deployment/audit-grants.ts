import { auditBucketName } from "../audit/audit-bucket";
import { anyNameOf, type Place, regional } from "./arns";
import type { Grant } from "./grant";

const bucketActions = {
  read: [
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
  ],
  write: [
    "s3:CreateBucket",
    "s3:DeleteBucket",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketTagging",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
  ],
};

/** The audit trail and its bucket. What the bucket holds can be neither read nor deleted by a deployment. */
export const auditGrants = (place: Place): readonly Grant[] => [
  { sid: "AuditBucket", ...bucketActions, on: [`arn:${place.partition}:s3:::${auditBucketName(place)}`] },
  {
    sid: "AuditTrail",
    read: [
      "cloudtrail:GetTrail",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetInsightSelectors",
      "cloudtrail:ListTags",
    ],
    write: [
      "cloudtrail:CreateTrail",
      "cloudtrail:UpdateTrail",
      "cloudtrail:DeleteTrail",
      "cloudtrail:StartLogging",
      "cloudtrail:StopLogging",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:AddTags",
      "cloudtrail:RemoveTags",
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
