import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
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
  let token: string | undefined;
  do {
    const { MetricAlarms = [], NextToken } = await client.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: "ai-multi-comms-",
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    found.push(...MetricAlarms.map(alarmView).filter(({ name }) => name.endsWith(`-${stack}`)));
    token = NextToken;
  } while (token !== undefined);
  return found;
};
