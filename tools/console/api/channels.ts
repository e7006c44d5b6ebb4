import type { Channel } from "../../../runtime/request/request";
import type { QueueName } from "../../ops/connect/queue-names";

export type { Channel };

/** As in the runtime, whose own list would bring its codecs to the page. */
export const channels = ["whatsapp", "sms", "email"] as const satisfies readonly Channel[];

/** As in the commands. */
export const queueNames = [...channels, "replies", "events"] as const satisfies readonly QueueName[];
