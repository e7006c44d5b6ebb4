import { type Channel, channels } from "../request/channel";

export type QueueUrls = Readonly<Partial<Record<Channel, string>>>;

/** The channels' queues by the function's environment: `WHATSAPP_QUEUE_URL` and so on. One that is missing is found out by its first message. */
export const readQueueUrls = (): QueueUrls =>
  Object.fromEntries(
    channels
      .map((channel) => [channel, process.env[`${channel.toUpperCase()}_QUEUE_URL`] ?? ""] as const)
      .filter(([, url]) => url !== ""),
  );
