import { type Place, queueArns, regional } from "./arns";
import type { Grant } from "./grant";

/** The project with simulated carriers by which a stack is tried, and the addresses of the nobody who gets its messages. */
export const smokeProject = {
  company_id: "ci-smoke",
  project_id: "pi-smoke",
  /** Ofcom keeps +44 7700 900000 to 900999 for fiction. */
  telPrefix: "+447700900",
  emailPrefix: "trial-",
  emailSuffix: "@example.com",
} as const;

const { company_id, project_id, telPrefix, emailPrefix, emailSuffix } = smokeProject;

/** Partition keys of what the smoke project's requests leave in the conversations table and its project index. */
const ownKeys = [`${telPrefix}*`, `${emailPrefix}*${emailSuffix}`, `request#${company_id}#${project_id}`, company_id];

/** What trying the stack after a deployment takes: reading and removing the smoke project's conversations, and nobody else's. */
export const trialGrants = (place: Place): readonly Grant[] => {
  const table = regional(place, "dynamodb", `table/ai-multi-comms-conversations-${place.stack}`);
  return [
    {
      sid: "TrialConversations",
      write: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:DeleteItem"],
      on: [table, `${table}/index/company-id-project-id-index`],
      // True without any key, which each of these three actions has (DynamoDB developer guide, "Using IAM policy conditions").
      when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ownKeys } },
    },
    { sid: "TrialMessages", write: ["sqs:SendMessage"], on: queueArns(place) },
  ];
};
