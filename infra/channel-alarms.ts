import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";
import type { ChannelQueue } from "./channel-queue";
import { criticalFailureAlarm } from "./critical-failure-alarm";
import { deadLetterAlarm } from "./dead-letter-alarm";
import { messageAgeAlarm } from "./message-age-alarm";
import type { ProcessorFunction } from "./processor-function";
import type { Names } from "./stack-names";

export type ChannelAlarmsArgs = {
  readonly channel: Channel;
  readonly names: Names;
  readonly queue: ChannelQueue;
  readonly processor: ProcessorFunction;
  readonly retrySpanSeconds: number;
  readonly topic: aws.sns.Topic;
};

/** The alarms of one channel. */
export class ChannelAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: ChannelAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:ChannelAlarms", name, {}, opts);
    const parent = { parent: this };
    const { channel, names, queue, processor, retrySpanSeconds, topic } = args;

    criticalFailureAlarm({ name: channel, names, logGroup: processor.inline.logGroup, topic }, parent);
    deadLetterAlarm(
      { channel, alarmName: names(`${channel}-dead-letters`), deadLetters: queue.deadLetters, topic },
      parent,
    );
    messageAgeAlarm(
      { channel, alarmName: names(`${channel}-message-age`), queue: queue.queue, retrySpanSeconds, topic },
      parent,
    );

    this.registerOutputs({});
  }
}
