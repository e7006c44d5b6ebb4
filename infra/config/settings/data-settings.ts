import { LONGEST_RETENTION_DAYS, SHORTEST_RETENTION_DAYS } from "../../../runtime/company/retention-days";
import { flag, integer, oneOfNumbers } from "../setting";

/** Days that CloudWatch Logs accepts as a retention (API reference, PutRetentionPolicy). */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is kept, and for how long. */
export const dataSettings = {
  logRetentionDays: oneOfNumbers(LOG_RETENTION_DAYS, {
    fallback: 14,
    example: "14",
    about: "Days that logs are kept.",
  }),
  conversationTtlDays: integer({
    min: SHORTEST_RETENTION_DAYS,
    max: LONGEST_RETENTION_DAYS,
    fallback: undefined,
    example: "365",
    about:
      "Days after which a conversation is deleted, where its project says nothing else; never when not set. A redrive can carry a message 28 days.",
  }),
  protectData: flag({
    fallback: true,
    example: "true",
    about: "Refuses deletion of the tables, in Pulumi and in DynamoDB.",
  }),
  pointInTimeRecovery: flag({ fallback: false, example: "true", about: "Continuous backups of the tables." }),
} as const;
