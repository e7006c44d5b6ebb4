import { flag, integer, notYet, orFalse, text } from "../setting";

const WEB_ACL = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/\s]+\/[^/\s]+$/;

/** Watching and guarding the running stack. */
export const operationSettings = {
  alertsEmail: text({
    pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
    expected: "an email address",
    fallback: undefined,
    example: "oncall@example.com",
    about: "Address that is subscribed to the alarms.",
  }),
  auditTrail: flag({
    fallback: false,
    example: "true",
    about: "Records reads of secrets, and reads and writes of the tables, in CloudTrail.",
  }),
  auditRetentionDays: integer({
    min: 1,
    max: 3_650,
    fallback: 365,
    example: "365",
    about: "Days that the audit trail is kept.",
  }),
  privateNetwork: notYet<boolean>(false, "Runs the functions in a network of their own with fixed addresses."),
  tracing: flag({ fallback: false, example: "true", about: "Records traces of the API and the functions in X-Ray." }),
  wafArn: orFalse(
    text({
      pattern: WEB_ACL,
      expected: "the ARN of a regional web ACL, or false",
      fallback: undefined,
      example: "arn:aws:wafv2:eu-north-1:111122223333:regional/webacl/NAME/ID",
      about: "Web ACL that stands before the API; none when not set.",
    }),
  ),
} as const;
