import type { Channel } from "./channel";

/** The recipient's field that holds the address a channel reaches. */
export const addressFieldOf = {
  whatsapp: "recipient_tel",
  sms: "recipient_tel",
  email: "recipient_email",
} as const satisfies Record<Channel, string>;
