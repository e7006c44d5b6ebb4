import * as aws from "@pulumi/aws";
import type { StackConfig } from "../config/stack-config";
import type { Names } from "../stack-names";

/** The topic that every alarm publishes to, with the configured address subscribed. */
export const alarmTopic = (names: Names, config: StackConfig): aws.sns.Topic => {
  const topic = new aws.sns.Topic("alarms", { name: names("alarms") });
  if (config.alertsEmail !== undefined) {
    new aws.sns.TopicSubscription("alarms-email", {
      topic: topic.arn,
      protocol: "email",
      endpoint: config.alertsEmail,
    });
  }
  return topic;
};
