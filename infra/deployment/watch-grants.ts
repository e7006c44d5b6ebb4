import { anyNameOf, functionLogArns, type Place, regional } from "./arns";
import type { Grant } from "./grant";

const logGroups = (place: Place): readonly string[] =>
  [
    ...functionLogArns(place),
    regional(place, "logs", `log-group:/aws/apigateway/ai-multi-comms-api-${place.stack}`),
  ].flatMap((group) => [group, `${group}:*`]);

/** Log groups, alarms and dashboards. */
export const watchGrants = (place: Place): readonly Grant[] => [
  {
    sid: "LogGroups",
    read: ["logs:DescribeMetricFilters", "logs:ListTagsForResource"],
    write: [
      "logs:CreateLogGroup",
      "logs:DeleteLogGroup",
      "logs:PutRetentionPolicy",
      "logs:DeleteRetentionPolicy",
      "logs:PutMetricFilter",
      "logs:DeleteMetricFilter",
      "logs:TagResource",
      "logs:UntagResource",
    ],
    on: logGroups(place),
  },
  {
    sid: "FindLogGroups",
    read: ["logs:DescribeLogGroups"],
    on: ["*"],
    reason: "CloudWatch Logs lists log groups by prefix and names no resource for it",
  },
  {
    sid: "Alarms",
    read: ["cloudwatch:ListTagsForResource"],
    write: [
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:DeleteAlarms",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ],
    on: [regional(place, "cloudwatch", `alarm:${anyNameOf(place)}`)],
  },
  {
    sid: "FindAlarms",
    read: ["cloudwatch:DescribeAlarms"],
    on: [regional(place, "cloudwatch", "alarm:*")],
    reason: "CloudWatch looks alarms up in a list, which it allows for all alarms or for none",
  },
  {
    sid: "Dashboards",
    read: ["cloudwatch:GetDashboard"],
    write: ["cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"],
    on: [`arn:${place.partition}:cloudwatch::${place.accountId}:dashboard/${anyNameOf(place)}`],
  },
];
