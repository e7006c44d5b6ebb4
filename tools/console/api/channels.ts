import type { Channel } from "../../../runtime/request/request";

export type { Channel };

/** As in the runtime, whose own list would bring its codecs to the page. */
export const channels = ["whatsapp", "sms", "email"] as const satisfies readonly Channel[];
