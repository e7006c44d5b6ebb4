import * as t from "io-ts";
import { patternString } from "../codec/text";

export const Channel = t.keyof({ whatsapp: null, sms: null, email: null }, "whatsapp, sms or email");
export type Channel = t.TypeOf<typeof Channel>;

export const channels: readonly Channel[] = ["whatsapp", "sms", "email"];

/** A company's or project's id. It never holds `#`, which separates the parts of a conversation id. */
export const IDENTIFIER = /^[A-Za-z0-9._-]{1,64}$/;
export const Identifier = patternString("1 to 64 of A-Z a-z 0-9 . _ -", IDENTIFIER);
export type Identifier = t.TypeOf<typeof Identifier>;

/** The client's idempotency key within a company and project. */
export const RequestId = patternString(
  "a canonical lower-case UUID version 4",
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
);
export type RequestId = t.TypeOf<typeof RequestId>;

/** The recipient's field that holds the address a channel reaches. */
export const addressFieldOf = {
  whatsapp: "recipient_tel",
  sms: "recipient_tel",
  email: "recipient_email",
} as const satisfies Record<Channel, string>;
