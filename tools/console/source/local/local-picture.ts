import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import type { AlarmState } from "../../../aws/cloudwatch/alarm";
import type { QueueName } from "../../../ops/connect/queue-names";
import type { AlarmView, History, Picture } from "../../api/picture";
import { queueDepths, waitingIn } from "../queue-depths";
import type { LocalEngine } from "./engine-feed";
import type { DepthLog, Tally } from "./tally";

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
  const found = await queueDepths(cloud.sqs, ready);
  const now = Date.now();
  depths.note(now, waitingIn(found));
  const pairs = { ...ready.queues, replies: ready.repliesQueue, events: ready.eventsQueue };
  const age = (name: QueueName): number | null => {
    const oldest = taps.queues.oldestSentAt(pairs[name]?.url.split("/").at(-1) ?? "");
    return oldest === undefined ? null : Math.max(0, Math.round((now - oldest) / 1000));
  };
  return {
    at: new Date(now).toISOString(),
    counts: tally.counts(now),
    queues: pipe(
      found,
      R.mapWithIndex((name, depth) => ({ ...depth, oldestSeconds: age(name) })),
    ),
    alarms: cloudWatch.alarms().map(alarmView),
    span: "since the engine was started",
  };
};

const STEP_SECONDS = 2;
const STEPS = 300;

/** The last ten minutes, in steps of two seconds. */
export const localHistory = (tally: Tally, depths: DepthLog, nowMs: number): History => {
  const end = Math.floor(nowMs / 1000 / STEP_SECONDS) * STEP_SECONDS;
  const from = end - STEPS * STEP_SECONDS;
  const per = (name: "accepted" | "sent" | "receipts" | "setbacks"): readonly number[] =>
    tally.perStep(name, from, STEPS, STEP_SECONDS).map((count) => count / STEP_SECONDS);
  return {
    at: Array.from({ length: STEPS }, (_, step) => from + step * STEP_SECONDS),
    lines: {
      accepted: per("accepted"),
      sent: per("sent"),
      receipts: per("receipts"),
      setbacks: per("setbacks"),
      waiting: depths.perStep(from, STEPS, STEP_SECONDS),
    },
    stepSeconds: STEP_SECONDS,
  };
};
