import { channels } from "../../../runtime/request/request";

/** The queues that have dead letters: each channel's, that of what people write, and that of what companies are told. */
export const queueNames = [...channels, "replies", "events"] as const;
export type QueueName = (typeof queueNames)[number];
