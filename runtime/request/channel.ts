import * as t from "io-ts";

export const Channel = t.keyof({ whatsapp: null, sms: null, email: null }, "whatsapp, sms or email");
export type Channel = t.TypeOf<typeof Channel>;

export const channels: readonly Channel[] = ["whatsapp", "sms", "email"];
