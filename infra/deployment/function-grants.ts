import { anyNameOf, functionArns, type Place, regional } from "./arns";
import type { Grant } from "./grant";

/** Functions, and the queues and schedules that call them; by whom else they may be called, an administrator says. */
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
      "lambda:PutFunctionConcurrency",
      "lambda:DeleteFunctionConcurrency",
      "lambda:TagResource",
      "lambda:UntagResource",
    ],
    on: functionArns(place),
  },
  {
    sid: "AttachQueues",
    write: ["lambda:CreateEventSourceMapping"],
    when: { ArnLike: { "lambda:FunctionArn": functionArns(place) } },
    on: ["*"],
    reason: "Lambda names no resource for it; the condition names this stack's functions",
  },
  {
    sid: "AttachedQueues",
    read: ["lambda:GetEventSourceMapping"],
    write: ["lambda:UpdateEventSourceMapping", "lambda:DeleteEventSourceMapping"],
    when: { ArnLike: { "lambda:FunctionArn": functionArns(place) } },
    on: [regional(place, "lambda", "event-source-mapping:*")],
    reason: "Lambda gives event source mappings random ids; the condition names this stack's functions",
  },
  {
    sid: "AttachedQueuesTags",
    read: ["lambda:ListTags"],
    on: [regional(place, "lambda", "event-source-mapping:*")],
    reason: "Lambda gives event source mappings random ids; only their tags can be read",
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
