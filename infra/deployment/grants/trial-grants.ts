import { smokeProject } from "../../smoke-project";
import type { Grant } from "../grant";
import { anyNameOf, type Place, regional } from "../place";

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
      when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ownKeys } },
    },
    { sid: "TrialMessages", write: ["sqs:SendMessage"], on: [regional(place, "sqs", anyNameOf(place))] },
  ];
};
