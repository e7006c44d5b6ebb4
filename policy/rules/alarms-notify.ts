import { resourceRule } from "../resource-rule";
import { listOf } from "../values";

export const alarmsNotify = resourceRule({
  name: "alarms-notify",
  description: "Alarms tell somebody",
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  faults: ({ props }) => (listOf(props.alarmActions).length > 0 ? [] : ["has no action"]),
});
