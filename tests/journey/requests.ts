import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../runtime/codec/json-object";
import type { Channel } from "../../runtime/request/channel";
import { deepOverride } from "../helpers/deep-override";
import { validBody } from "../helpers/valid-body";

/** A request as a client would send it, to a recipient of its own. */
export type Request = {
  readonly body: JsonObject;
  readonly requestId: string;
  readonly channel: Channel;
  /** The recipient's address on the channel. */
  readonly recipient: string;
};

let recipients = 0;

/** A sound request with an id and a recipient that no other one has. */
export const newRequest = (channel: Channel = "whatsapp", overrides: JsonObject = {}): Request => {
  recipients += 1;
  const requestId = randomUUID();
  const tel = `+4474001${String(recipients).padStart(5, "0")}`;
  const email = `person-${recipients}@example.com`;
  const body = validBody({
    recipient_data: { recipient_tel: tel, recipient_email: email },
    request_data: { request_id: requestId, channel_method: channel },
  });
  return {
    body: deepOverride(body, overrides),
    requestId,
    channel,
    recipient: channel === "email" ? email : tel,
  };
};
