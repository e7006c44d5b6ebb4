import type { Operation } from "../exchange";
import type { Authorized } from "./authorized";
import { messageResource } from "./message-record";
import type { MessageStore } from "./message-store";
import { twilioError } from "./twilio-error";

export const fetchMessage = (store: MessageStore, authorized: Authorized): Operation => ({
  name: "messages.fetch",
  method: "GET",
  path: "/2010-04-01/Accounts/:account/Messages/:file",
  handle: authorized(({ params }, { sid: accountSid }) => {
    const message = store.find((params.file ?? "").replace(/\.json$/, ""));
    if (message === undefined || message.accountSid !== accountSid) return twilioError(404, "20404");
    return { status: 200, body: messageResource(message) };
  }),
});
