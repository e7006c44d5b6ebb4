import * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../../runtime/request/channel";
import type { ChannelQueue } from "../channel-queue";
import type { ProcessorFunction } from "../processor-function";
import type { Alarming } from "./alarming";
import { criticalFailureAlarm } from "./critical-failure-alarm";
import { deadLetterAlarm } from "./dead-letter-alarm";
import { functionAlarms } from "./function-alarms";
import { messageAgeAlarm } from "./message-age-alarm";

export type ChannelAlarmsArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly queue: ChannelQueue;
  readonly processor: ProcessorFunction;
  readonly retrySpanSeconds: number;
};

/** The alarms of one channel. */
export class ChannelAlarms extends pulumi.ComponentResource {
  constructor(name: string, args: ChannelAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-multi-comms:infra:ChannelAlarms", name, {}, opts);
    const parent = { parent: this };
    const { channel, alarming, queue, processor, retrySpanSeconds } = args;
    const { logGroup, function: handler } = processor.inline;

    criticalFailureAlarm({ name: channel, alarming, logGroup }, parent);
    deadLetterAlarm({ channel, alarming, deadLetters: queue.deadLetters }, parent);
    messageAgeAlarm({ channel, alarming, queue: queue.queue, retrySpanSeconds }, parent);
    functionAlarms({ name: `${channel}-processor`, alarming, handler }, parent);

    this.registerOutputs({});
  }
}
