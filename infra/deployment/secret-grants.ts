import { type Place, regional } from "./arns";
import type { Grant } from "./grant";

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
      "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
    ],
    on: [secretsOf(place), `${secretsOf(place)}-??????`],
  },
];

/** Pulumi's project, which stands in the paths of its state (Pulumi.yaml). */
const PROJECT = "ai-multi-comms";

export type StateBackend = { readonly stateBucket: string | undefined; readonly stateKmsKeyArn: string | undefined };

/**
 * A stack's files in a bucket that Pulumi keeps state in (pulumi/pulumi, pkg/backend/diy: lock.go, stack_tags.go, state.go,
 * store.go): checkpoint, compressed or not, its copy and tags; the dot keeps `dev` from `dev2`. A preview, of a refresh
 * too, takes no lock and looks at none.
 */
const bucketGrants = ({ partition, stack }: Place, bucket: string): readonly Grant[] => {
  const object = (path: string): string => `arn:${partition}:s3:::${bucket}/.pulumi/${path}`;
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
      on: [object("meta.yaml")],
      reason: "It says which format the whole bucket has",
    },
    {
      sid: "State",
      read: ["s3:GetObject"],
      write: ["s3:PutObject", "s3:DeleteObject"],
      on: [object(`stacks/${PROJECT}/${stack}.*`)],
    },
    {
      sid: "StateRecords",
      write: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      on: ["backups", "history", "locks/organization"].map((folder) => object(`${folder}/${PROJECT}/${stack}/*`)),
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

/** Pulumi's state of this stack; nothing for a backend that is not in AWS. */
export const stateGrants = (place: Place, { stateBucket, stateKmsKeyArn }: StateBackend): readonly Grant[] => [
  ...(stateBucket === undefined ? [] : bucketGrants(place, stateBucket)),
  ...(stateKmsKeyArn === undefined ? [] : keyGrants(place, stateKmsKeyArn)),
];
