import { type Place, regional } from "./arns";
import type { Grant, Level } from "./grant";

const secretsOf = (place: Place): string => regional(place, "secretsmanager", `secret:ai-multi-comms/*-${place.stack}`);

/** The stack's secrets. Before a secret is made, its ARN has no random end yet. */
export const secretGrants = (place: Place): readonly Grant[] => [
  {
    sid: "Secrets",
    read: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
    readSecret: ["secretsmanager:GetSecretValue"],
    write: [
      "secretsmanager:CreateSecret",
      "secretsmanager:UpdateSecret",
      "secretsmanager:DeleteSecret",
      "secretsmanager:RestoreSecret",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
      "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
    ],
    on: [secretsOf(place), `${secretsOf(place)}-??????`],
  },
  {
    sid: "RandomPassword",
    read: ["secretsmanager:GetRandomPassword"],
    on: ["*"],
    reason: "Secrets Manager makes a random text, which is no resource",
  },
];

/** Pulumi's project, which stands in the paths of its state (Pulumi.yaml). */
const PROJECT = "ai-multi-comms";

export type StateBackend = { readonly stateBucket: string | undefined; readonly stateKmsKeyArn: string | undefined };

/** Paths of one stack in a bucket that Pulumi keeps state in (pulumi/pulumi, pkg/backend/diy: lock.go, store.go). */
const pathsOf = (stack: string) => ({
  checkpoint: `.pulumi/stacks/${PROJECT}/${stack}.json*`,
  lock: `.pulumi/locks/organization/${PROJECT}/${stack}/*`,
  rest: ["backups", "history", "journal"].map((folder) => `.pulumi/${folder}/${PROJECT}/${stack}/*`),
});

const bucketGrants = ({ partition, stack }: Place, bucket: string, level: Level): readonly Grant[] => {
  const object = (path: string): string => `arn:${partition}:s3:::${bucket}/${path}`;
  const { checkpoint, lock, rest } = pathsOf(stack);
  const isLocking = level !== "inspect";
  return [
    {
      sid: "FindState",
      read: ["s3:ListBucket"],
      on: [`arn:${partition}:s3:::${bucket}`],
      reason: "Pulumi lists the bucket, which shows the names of other stacks and nothing of their content",
    },
    {
      sid: "StateFormat",
      read: ["s3:GetObject"],
      on: [object(".pulumi/meta.yaml")],
      reason: "It says which format the whole bucket has",
    },
    {
      sid: "State",
      read: ["s3:GetObject"],
      write: ["s3:PutObject", "s3:DeleteObject"],
      on: [object(checkpoint), ...rest.map(object)],
    },
    {
      sid: "StateLock",
      read: isLocking ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : ["s3:GetObject"],
      on: [object(lock)],
    },
  ];
};

const keyGrants = (key: string): readonly Grant[] => [
  {
    sid: "StateSecrets",
    read: ["kms:Decrypt"],
    on: [key],
    reason: "The configured key that Pulumi encrypts the state's secrets with",
  },
];

/** Pulumi's state of this stack; nothing for a backend that is not in AWS. Only what refreshes or deploys takes the lock. */
export const stateGrants = (
  place: Place,
  { stateBucket, stateKmsKeyArn }: StateBackend,
  level: Level,
): readonly Grant[] => [
  ...(stateBucket === undefined ? [] : bucketGrants(place, stateBucket, level)),
  ...(stateKmsKeyArn === undefined ? [] : keyGrants(stateKmsKeyArn)),
];
