import type { Grant } from "../grant";
import { type Place, regional } from "../place";

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
