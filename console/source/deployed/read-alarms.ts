import { type CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { AlarmView } from "../../api/picture";

const alarmView = (alarm: MetricAlarm): AlarmView => ({
  name: alarm.AlarmName ?? "",
  state: alarm.StateValue ?? "INSUFFICIENT_DATA",
  reason: alarm.StateReason ?? "",
  description: alarm.AlarmDescription ?? "",
  since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
});

/** Every alarm of a stack, by the names that its program gives. */
export const readAlarms = async (client: CloudWatchClient, stack: string): Promise<readonly AlarmView[]> => {
  const found: AlarmView[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix: "ai-multi-comms-" }))
    found.push(...MetricAlarms.map(alarmView).filter(({ name }) => name.endsWith(`-${stack}`)));
  return found;
};
