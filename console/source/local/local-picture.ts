import type { AlarmState } from "../../../local/cloudwatch/alarm";
import { type Channel, channels } from "../../../runtime/request/channel";
import type { AlarmView, Picture, QueueView } from "../../api/picture";
import { queueDepths, waitingIn } from "../queue-depths";
import type { DepthLog } from "./depth-log";
import type { LocalEngine } from "./local-engine";
import type { Tally } from "./tally";

const alarmView = ({ alarm, value, reason, since }: AlarmState): AlarmView => ({
  name: alarm.name,
  state: value,
  reason,
  description: alarm.description ?? "",
  since: new Date(since).toISOString(),
});

/** The engine at this moment; notes the queues' depth for the chart. */
export const localPicture = async (
  { ready, services }: LocalEngine,
  tally: Tally,
  depths: DepthLog,
): Promise<Picture> => {
  const { cloud, cloudWatch, taps } = services;
  const found = await queueDepths(cloud.sqs, ready.queues);
  const now = Date.now();
  depths.note(now, waitingIn(found));
  const age = (channel: Channel): number | null => {
    const oldest = taps.queues.oldestSentAt(ready.queues[channel].url.split("/").at(-1) ?? "");
    return oldest === undefined ? null : Math.max(0, Math.round((now - oldest) / 1000));
  };
  const queues = Object.fromEntries(
    channels.map((channel) => [channel, { ...found[channel], oldestSeconds: age(channel) }]),
  ) as Record<Channel, QueueView>;
  return {
    at: new Date(now).toISOString(),
    counts: tally.counts(now),
    queues,
    alarms: cloudWatch.alarms().map(alarmView),
    span: "since the engine was started",
  };
};
