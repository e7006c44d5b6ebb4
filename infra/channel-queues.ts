import type { Channel } from "../runtime/request/channel";
import { ChannelQueue } from "./channel-queue";
import type { StackConfig } from "./config/stack-config";
import type { Names } from "./stack-names";

export type ChannelQueues = Readonly<Record<Channel, ChannelQueue>>;

/** A queue with its dead letters for every channel. */
export const channelQueues = (names: Names, config: StackConfig): ChannelQueues => {
  const queueFor = (channel: Channel): ChannelQueue => new ChannelQueue(channel, { channel, names, config });
  return { whatsapp: queueFor("whatsapp"), sms: queueFor("sms"), email: queueFor("email") };
};
