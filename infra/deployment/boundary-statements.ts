import type { PolicyStatement } from "./grant-policy";
import { anyNameOf, type Place, regional } from "./place";

const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** The most that any function of the stack can be allowed: its data, messages, secrets and logs, and nothing that manages anything. */
export const boundaryStatements = (place: Place): readonly PolicyStatement[] => [
  allow(
    "Records",
    ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
    [
      regional(place, "dynamodb", `table/${anyNameOf(place)}`),
      regional(place, "dynamodb", `table/${anyNameOf(place)}/index/*`),
    ],
  ),
  allow(
    "Messages",
    [
      "sqs:SendMessage",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
    ],
    [regional(place, "sqs", anyNameOf(place))],
  ),
  allow(
    "Secrets",
    ["secretsmanager:GetSecretValue"],
    [regional(place, "secretsmanager", `secret:ai-multi-comms/*-${place.stack}-??????`)],
  ),
  allow(
    "Logs",
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    [regional(place, "logs", `log-group:/aws/lambda/${anyNameOf(place)}:*`)],
  ),
  allow("Traces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]),
];
