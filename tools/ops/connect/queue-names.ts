import { channels } from "../../../runtime/request/request";

/** The queues that have dead letters: each channel's, and that of what people write. */
export const queueNames = [...channels, "replies"] as const;
export type QueueName = (typeof queueNames)[number];
