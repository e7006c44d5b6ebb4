import { type Place, regional } from "./arns";
import type { Grant, Level } from "./grant";

const secretsOf = (place: Place): string => regional(place, "secretsmanager", `secret:ai-multi-comms/*-${place.stack}`);

/** The stack's secrets. Before a secret is made, its ARN has no random end yet. */
export const secretGrants = (place: Place): readonly Grant[] => [
  {
    sid: "Secrets",
    read: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:GetSecretValue"],
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

/** A preview reads the state and no more: without a refresh it asks AWS for nothing. */
export type StateUser = Level | "preview";

export type StateBackend = { readonly stateBucket: string | undefined; readonly stateKmsKeyArn: string | undefined };

/** Paths of one stack in a bucket that Pulumi keeps state in (pulumi/pulumi, pkg/backend/diy: lock.go, stack_tags.go, store.go). */
const pathsOf = (stack: string) => ({
  checkpoint: `.pulumi/stacks/${PROJECT}/${stack}.json*`,
  tags: `.pulumi/stacks/${PROJECT}/${stack}.pulumi-tags`,
  lock: `.pulumi/locks/organization/${PROJECT}/${stack}/*`,
  rest: ["backups", "history", "journal"].map((folder) => `.pulumi/${folder}/${PROJECT}/${stack}/*`),
});

const bucketGrants = ({ partition, stack }: Place, bucket: string, user: StateUser): readonly Grant[] => {
  const object = (path: string): string => `arn:${partition}:s3:::${bucket}/${path}`;
  const { checkpoint, tags, lock, rest } = pathsOf(stack);
  const isLocking = user !== "preview";
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
      on: [checkpoint, tags, ...rest].map(object),
    },
    {
      sid: "StateLock",
      read: isLocking ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : ["s3:GetObject"],
      on: [object(lock)],
    },
  ];
};

/** What a stack's secrets provider says beside the key, as `context_stack=STACK`, and KMS then asks for at every use. */
const keyGrants = ({ stack }: Place, key: string): readonly Grant[] => [
  {
    sid: "StateSecrets",
    read: ["kms:Decrypt"],
    when: { StringEquals: { "kms:EncryptionContext:stack": stack } },
    on: [key],
    reason: "The configured key may be that of several stacks; the condition names this one",
  },
];

/** Pulumi's state of this stack; nothing for a backend that is not in AWS. Only what refreshes or deploys takes the lock. */
export const stateGrants = (
  place: Place,
  { stateBucket, stateKmsKeyArn }: StateBackend,
  user: StateUser,
): readonly Grant[] => [
  ...(stateBucket === undefined ? [] : bucketGrants(place, stateBucket, user)),
  ...(stateKmsKeyArn === undefined ? [] : keyGrants(place, stateKmsKeyArn)),
];
