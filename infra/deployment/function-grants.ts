import { anyNameOf, type Place, regional } from "./arns";
import type { Grant } from "./grant";

const functionsOf = (place: Place): string => regional(place, "lambda", `function:${anyNameOf(place)}`);

/** Functions, and the queues and schedules that call them. */
export const functionGrants = (place: Place): readonly Grant[] => [
  {
    sid: "Functions",
    read: [
      "lambda:GetFunction",
      "lambda:GetFunctionConfiguration",
      "lambda:GetFunctionCodeSigningConfig",
      "lambda:GetPolicy",
      "lambda:ListVersionsByFunction",
      "lambda:ListTags",
    ],
    write: [
      "lambda:CreateFunction",
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      "lambda:DeleteFunction",
      "lambda:AddPermission",
      "lambda:RemovePermission",
      "lambda:PutFunctionConcurrency",
      "lambda:DeleteFunctionConcurrency",
      "lambda:TagResource",
      "lambda:UntagResource",
    ],
    on: [functionsOf(place)],
  },
  {
    sid: "AttachQueues",
    write: ["lambda:CreateEventSourceMapping"],
    when: { ArnLike: { "lambda:FunctionArn": functionsOf(place) } },
    on: ["*"],
    reason: "Lambda names no resource for it; the condition names this stack's functions",
  },
  {
    sid: "AttachedQueues",
    read: ["lambda:GetEventSourceMapping"],
    write: ["lambda:UpdateEventSourceMapping", "lambda:DeleteEventSourceMapping"],
    when: { ArnLike: { "lambda:FunctionArn": functionsOf(place) } },
    on: [regional(place, "lambda", "event-source-mapping:*")],
    reason: "Lambda gives event source mappings random ids; the condition names this stack's functions",
  },
  {
    sid: "AttachedQueuesTags",
    read: ["lambda:ListTags"],
    write: ["lambda:TagResource", "lambda:UntagResource"],
    on: [regional(place, "lambda", "event-source-mapping:*")],
    reason: "Lambda gives event source mappings random ids; only their tags can be read and set",
  },
  {
    sid: "Schedules",
    read: ["events:DescribeRule", "events:ListTargetsByRule", "events:ListTagsForResource"],
    write: [
      "events:PutRule",
      "events:DeleteRule",
      "events:EnableRule",
      "events:DisableRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:TagResource",
      "events:UntagResource",
    ],
    on: [regional(place, "events", `rule/${anyNameOf(place)}`)],
  },
];
